package dev.sirencast.experiments.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static void assertVerdict(
      Verdict.Kind kind, double gain, double error, double claim, String text) {
    Verdict verdict = Verdict.of(gain, error, OptionalDouble.of(claim));
    assertEquals(kind, verdict.kind(), verdict.text());
    assertEquals(text, verdict.text());
  }

  @Test
  void gainOfHalfTheClaimIsReproduced() {
    assertVerdict(
        Verdict.Kind.REPRODUCED,
        1.0,
        0.1,
        2.0,
        "reproduced: gains 1.00 dB over mse; the paper gains 2.00 dB over mse");
  }

  @Test
  void gainOfLessThanHalfTheClaimIsPartOfIt() {
    assertVerdict(
        Verdict.Kind.IN_PART,
        0.99,
        0.1,
        2.0,
        "in part: gains 0.99 dB over mse; the paper gains 2.00 dB over mse");
  }

  @Test
  void lossWhereAGainIsClaimedIsNotReproduced() {
    assertVerdict(
        Verdict.Kind.NOT_REPRODUCED,
        -0.8,
        0.1,
        2.0,
        "not reproduced: loses 0.80 dB to mse; the paper gains 2.00 dB over mse");
  }

  @Test
  void gainWithinTwoStandardErrorsDoesNotCount() {
    assertVerdict(
        Verdict.Kind.NOT_REPRODUCED,
        1.5,
        0.76,
        2.0,
        "not reproduced: no difference from mse that counts (+1.50 dB); the paper gains 2.00 dB"
            + " over mse");
  }

  @Test
  void lossWhereALossIsClaimedIsReproduced() {
    assertEquals(Verdict.Kind.REPRODUCED, kind(-0.3, 0, -1));
    assertEquals(Verdict.Kind.NOT_REPRODUCED, kind(-0.2, 0, -1));
    assertEquals(Verdict.Kind.CONTRADICTED, kind(0.3, 0, -1));
  }

  @Test
  void noDifferenceWhereNoneIsClaimedIsReproduced() {
    assertEquals(Verdict.Kind.REPRODUCED, kind(0.2, 0, 0.1));
    assertEquals(Verdict.Kind.REPRODUCED, kind(0.9, 0.5, -0.1));
    assertEquals(Verdict.Kind.CONTRADICTED, kind(0.9, 0.1, 0.1));
    assertEquals(Verdict.Kind.CONTRADICTED, kind(-0.9, 0.1, 0.1));
  }

  private static Verdict.Kind kind(double gain, double error, double claim) {
    return Verdict.of(gain, error, OptionalDouble.of(claim)).kind();
  }

  @Test
  void rowThatThePaperLacksStatesItsGainOnly() {
    Verdict verdict = Verdict.of(8.7, 0.1, OptionalDouble.empty());
    assertEquals(Verdict.Kind.OWN, verdict.kind());
    assertEquals("gains 8.70 dB over mse", verdict.text());
  }
}
