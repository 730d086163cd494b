package dev.sirencast.report.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RivalFindingsTest {
  /** Transfers of these decibels; what is not compared here is 0. */
  private static Outcome outcome(String at, double... decibels) {
    List<Double> all = java.util.Arrays.stream(decibels).boxed().toList();
    double mean = all.stream().mapToDouble(x -> x).average().orElseThrow();
    return new Outcome(at, mean, 0, 0, 0, 0, all);
  }

  private static OutcomeSeries series(String name, Outcome... outcomes) {
    return new OutcomeSeries(name, 40, List.of(outcomes));
  }

  @Test
  void saysWhoWinsAndByHowMuchOfTheSameDraws() {
    // Differences of 1.9, 2.1, 2: a mean of 2 and a deviation of 0.1, though both spread far more.
    List<String> said =
        RivalFindings.of(
            List.of(
                series("a", outcome("loss(8%)", 20, 30, 25)),
                series("b", outcome("loss(8%)", 21.9, 32.1, 27)),
                series("c", outcome("loss(8%)", 1, 1, 1))));
    assertEquals(
        "Over loss(8%), b is best: 27.0 dB in the mean, 2.00 dB (1.89 to 2.11 at 95 % confidence)"
            + " ahead of a.",
        said.get(0));
  }

  @Test
  void saysWhatCannotBeToldApart() {
    List<String> said =
        RivalFindings.of(
            List.of(series("a", outcome("x", 20, 30, 25)), series("b", outcome("x", 31, 22, 25))));
    assertTrue(
        said.get(0).startsWith("Over x, b and a cannot be told apart: 1.00 dB"), said.get(0));
  }

  @Test
  void saysWhereTheBestChanges() {
    List<String> said =
        RivalFindings.of(
            List.of(
                series("a", outcome("x 1", 30, 31), outcome("x 2", 28, 29), outcome("x 3", 10, 11)),
                series(
                    "b", outcome("x 1", 27, 28), outcome("x 2", 27, 28), outcome("x 3", 15, 16))));
    assertEquals("Of 3 places, a is best at 2 and b is best at 1.", said.get(0));
    assertEquals("At x 1, a is 3.00 dB (3.00 to 3.00) ahead of b.", said.get(1));
    assertEquals("Between x 2 and x 3 the best changes from a to b.", said.get(2));
    assertEquals("At x 3, b is 5.00 dB (5.00 to 5.00) ahead of a.", said.get(3));
  }

  @Test
  void nobodyIsBestWhereAllDoTheSame() {
    List<String> said =
        RivalFindings.of(
            List.of(
                series("a", outcome("x 1", 30, 31), outcome("x 2", 20, 21), outcome("x 3", 9, 12)),
                series(
                    "b", outcome("x 1", 30, 31), outcome("x 2", 27, 28), outcome("x 3", 12, 9))));
    assertEquals(
        "Of 3 places, b is best at 1 and at 2 the first two cannot be told apart.", said.get(0));
    assertEquals("At x 1, a and b do the same.", said.get(1));
    assertEquals("From x 2 on b is best.", said.get(2));
    assertTrue(
        said.get(3).startsWith("At x 3, a and b cannot be told apart: 0.00 dB"), said.get(3));
  }

  @Test
  void saysThatNothingIsSureAnywhere() {
    List<String> said =
        RivalFindings.of(
            List.of(
                series("a", outcome("x", 20, 30), outcome("y", 1, 2)),
                series("b", outcome("x", 30, 20), outcome("y", 1, 2))));
    assertEquals("At none of 2 places is one surely better than the next best.", said.get(0));
  }

  @Test
  void rivalsAreAtTheSamePlaces() {
    OutcomeSeries one = series("a", outcome("x", 1));
    OutcomeSeries two = series("b", outcome("x", 1), outcome("y", 1));
    assertThrows(IllegalArgumentException.class, () -> RivalFindings.of(List.of(one)));
    assertTrue(RivalFindings.of(List.of(one, two)).get(0).startsWith("Over x, "));
    OutcomeSeries three = series("c", outcome("z", 1));
    assertTrue(RivalFindings.of(List.of(one, three)).get(0).endsWith("nothing can be compared."));
  }
}
