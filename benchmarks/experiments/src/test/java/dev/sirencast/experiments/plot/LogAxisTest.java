package dev.sirencast.experiments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogAxisTest {
  private static List<String> labels(LogAxis axis) {
    return axis.lines().stream().filter(axis::isLabelled).map(axis::label).toList();
  }

  @Test
  void decadesAreLabelledOnALongAxis() {
    LogAxis axis = LogAxis.of(1e-4, 1e-2);
    assertEquals(List.of("1e-4", "1e-3", "1e-2"), labels(axis));
    assertEquals(19, axis.lines().size());
    assertEquals(0.5, axis.share(1e-3), 1e-12);
  }

  @Test
  void aShortAxisBeginsWhereTheNumbersDo() {
    LogAxis axis = LogAxis.of(0.16, 1.037);
    assertEquals(List.of("0.1", "0.2", "0.5", "1", "2"), labels(axis));
    assertEquals(0, axis.share(0.1), 1e-12);
    assertEquals(1, axis.share(2), 1e-12);
  }

  @Test
  void roundEndsMayBeFurtherApart() {
    assertEquals(List.of("0.05", "0.1", "0.2", "0.5", "1", "2"), labels(LogAxis.of(0.058, 1.037)));
  }

  @Test
  void aShortAxisOfLargeNumbersIsWrittenInFull() {
    assertEquals(List.of("2,000", "5,000", "10,000"), labels(LogAxis.of(2601, 9248)));
  }

  @Test
  void endsOnARoundNumberStayThere() {
    LogAxis axis = LogAxis.of(0.2, 0.5);
    assertEquals(List.of("0.2", "0.5"), labels(axis));
    assertEquals(
        List.of(0.2, 0.3, 0.4, 0.5),
        axis.lines().stream().map(x -> Math.round(x * 1e9) / 1e9).toList());
  }

  @Test
  void aSingleNumberHasADecade() {
    assertEquals(List.of("1e-1", "1e0"), labels(LogAxis.of(0.1, 0.1)));
  }
}
