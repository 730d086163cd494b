package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingNoiseTest {
  private static final double ROUNDING = 1e-15;

  @ParameterizedTest
  @CsvSource({
    "gaussian:1e-3, 1e-3, 0, 0",
    "gaussian:1.5e-3, 1.5e-3, 0, 0",
    "gaussian:0.002, 2e-3, 0, 0",
    "gaussian:.5, 0.5, 0, 0",
    "relative:1%, 0, 0.01, 0",
    "relative:2.5%, 0, 0.025, 0",
    "mask:1e-2, 0, 0, 0.01",
    "mask:0.5%, 0, 0, 0.005",
    "gaussian:1e-3+mask:1e-2, 1e-3, 0, 0.01",
    "' mask:1e-2 + gaussian:1.5e-3 ', 1.5e-3, 0, 0.01",
    "gaussian:1e-3+relative:2%+mask:1e-2, 1e-3, 0.02, 0.01",
    "gaussian:1e+0, 1, 0, 0"
  })
  void readsNoiseOfOneStrength(String text, double sigma, double relative, double mask) {
    WeightNoise expected = new WeightNoise(sigma, relative, mask);
    assertEquals(TrainingNoise.of(expected), TrainingNoise.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "gaussian:1e-4..3e-3, 1e-4, 0, 0, 3e-3, 0, 0",
    "gaussian:1.5e-4..2.5e-3, 1.5e-4, 0, 0, 2.5e-3, 0, 0",
    "relative:1%..2.5%, 0, 0.01, 0, 0, 0.025, 0",
    "mask:1e-3..1e-2, 0, 0, 1e-3, 0, 0, 1e-2",
    "gaussian:1e-4..3e-3+mask:1e-3, 1e-4, 0, 1e-3, 3e-3, 0, 1e-3",
    "gaussian:1e-3..1e-3, 1e-3, 0, 0, 1e-3, 0, 0"
  })
  void readsMixtures(
      String text, double sigma, double relative, double mask, double s, double r, double m) {
    assertEquals(
        new TrainingNoise(new WeightNoise(sigma, relative, mask), new WeightNoise(s, r, m), 0),
        TrainingNoise.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian:0.001",
        "gaussian:1.0E-4",
        "gaussian:1.0E-4..0.003",
        "relative:0.01..0.025",
        "gaussian:1.0E-4..0.003+relative:0.02+mask:0.001..0.01"
      })
  void printsWhatItReads(String text) {
    assertEquals(text, TrainingNoise.parse(text).toString());
    assertEquals(TrainingNoise.parse(text), TrainingNoise.parse(text).withRamp(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        "gaussian",
        "gaussian:",
        "gaussian:0",
        "gaussian:-1e-3",
        "gaussian:NaN",
        "gaussian:much",
        "gaussian:1e-3f",
        "gaussian:0x1p-3",
        "gaussian:1e-3..",
        "gaussian:..1e-3",
        "gaussian:1e-3..2e-3..3e-3",
        "gaussian:1e-3+",
        "+gaussian:1e-3",
        "gaussian:1e-3+gaussian:2e-3",
        "gaussian:1e-3 mask:1e-2",
        "gauss:1e-3",
        "Gaussian:1e-3",
        "mask=1e-3",
        "gaussian:1e-3;mask:1e-3",
        "gaussian:1e-3%%",
        "gaussian:%"
      })
  void refusesWhatIsNoNoiseAndSaysWhatIs(String text) {
    assertEquals(
        "'"
            + text
            + "' is no noise; expected gaussian:SIGMA, relative:SHARE or mask:P with numbers above"
            + " 0, a mixture LOW..HIGH of them, or several joined by '+'",
        refusal(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian:3e-3..1e-4 | gaussian: a mixture goes from a number above 0 up to a larger, got"
            + " 0.003..1.0E-4",
        "mask:1e-2..1e-3 | mask: a mixture goes from a number above 0 up to a larger, got"
            + " 0.01..0.001",
        "mask:1 | mask must be 0 or more and below 1, got 1.0",
        "mask:1e-3..100% | mask must be 0 or more and below 1, got 1.0",
        "gaussian:1e99 | gaussian must be 0 or more and finite, got 1.0E99"
      })
  void refusesNumbersOutOfTheirRange(String text, String message) {
    assertEquals(message, refusal(text));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> TrainingNoise.parse(text))
        .getMessage();
  }

  @Test
  void drawsStrengthsUniformInTheirLogarithm() {
    TrainingNoise mixture = TrainingNoise.parse("gaussian:1e-4..1e-2+mask:1e-3..4e-3");
    assertNoise(1e-4, 1e-3, mixture.draw(0, 0));
    assertNoise(1e-3, 2e-3, mixture.draw(0.5, 0));
    assertNoise(1e-2, 4e-3, mixture.draw(1, 0));
    assertEquals(mixture.draw(0.5, 1), mixture.middle());
  }

  @Test
  void growsOverItsRamp() {
    TrainingNoise ramped = TrainingNoise.parse("gaussian:1e-4..1e-2+mask:4e-3").withRamp(0.5);
    assertEquals(WeightNoise.NONE, ramped.draw(0.5, 0));
    assertNoise(5e-4, 2e-3, ramped.draw(0.5, 0.25));
    assertNoise(1e-3, 4e-3, ramped.draw(0.5, 0.5));
    assertNoise(1e-3, 4e-3, ramped.draw(0.5, 0.9));
    assertNoise(1e-3, 4e-3, ramped.middle());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesARampOutOfItsRange(double ramp) {
    TrainingNoise noise = TrainingNoise.parse("mask:1e-3");
    assertEquals(
        "the noise's ramp must be 0 to 1, got " + ramp,
        assertThrows(IllegalArgumentException.class, () -> noise.withRamp(ramp)).getMessage());
  }

  private static void assertNoise(double sigma, double mask, WeightNoise actual) {
    assertEquals(sigma, actual.sigma(), ROUNDING);
    assertEquals(0, actual.relative());
    assertEquals(mask, actual.mask(), ROUNDING);
  }
}
