package dev.sirencast.experiments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvenAxisTest {
  private static List<String> labels(EvenAxis axis) {
    return axis.lines().stream().map(axis::label).toList();
  }

  @Test
  void stepsAreRoundAndFew() {
    assertEquals(List.of("0", "5", "10", "15", "20"), labels(EvenAxis.of(0, 20)));
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), labels(EvenAxis.of(0, 1)));
    assertEquals(
        List.of("1,000", "1,500", "2,000", "2,500", "3,000"), labels(EvenAxis.of(1_000, 3_000)));
    assertEquals(
        List.of("-1.5", "-1.0", "-0.5", "0.0", "0.5", "1.0", "1.5"),
        labels(EvenAxis.of(-1.5, 1.5)));
  }

  @Test
  void numbersLieBetweenTheEnds() {
    EvenAxis axis = EvenAxis.of(0, 20);
    assertEquals(0, axis.share(0), 1e-12);
    assertEquals(0.25, axis.share(5), 1e-12);
    assertEquals(1, axis.share(20), 1e-12);
  }

  @Test
  void oneNumberHasAnAxisToo() {
    EvenAxis axis = EvenAxis.of(3, 3);
    assertEquals(0, axis.share(3), 1e-12);
    assertEquals(List.of("3.0", "3.2"), labels(axis));
  }
}
