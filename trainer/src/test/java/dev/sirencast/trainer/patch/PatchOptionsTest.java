package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.patch.PatchRounding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Ranges of what can be asked of training and rounding. */
class PatchOptionsTest {
  private final PatchTrainingOptions options = PatchPictures.options(PatchPictures.grey());

  private static void assertRefused(Executable making) {
    assertThrows(IllegalArgumentException.class, making);
  }

  @Test
  void numbersOfStepsHaveARange() {
    assertRefused(() -> options.withSteps(0, 60));
    assertRefused(() -> options.withSteps(20, -1));
    assertRefused(() -> withBase(options.baseStep(), -1));
    assertEquals(0, options.withSteps(1, 0).steps());
  }

  @Test
  void pricesAndRatesHaveARange() {
    assertRefused(() -> options.withPrice(-1e-9));
    assertRefused(() -> options.withPrice(Double.NaN));
    assertRefused(() -> options.withLearningRate(0));
    assertRefused(() -> options.withLearningRate(Double.NaN));
    assertEquals(0, options.withPrice(0).price());
  }

  @Test
  void roundingHasARange() {
    assertRefused(() -> new PatchRounding.Drop(0));
    assertRefused(() -> new PatchRounding.Drop(100));
    assertRefused(() -> new PatchRounding.Drop(Double.NaN));
    assertRefused(() -> new PatchRounding.Bytes(0));
  }

  @Test
  void tenDecibelsMoreMakeAWeightTenTimesCheaper() {
    assertEquals(10, PatchTrainingOptions.priceOf(30) / PatchTrainingOptions.priceOf(40), 1e-9);
  }

  @Test
  void effortRaisesTheSteps() {
    List<Integer> steps =
        List.of(0, 1, 2).stream().map(effort -> options.withEffort(effort).steps()).toList();
    assertTrue(steps.get(0) < steps.get(1) && steps.get(1) < steps.get(2), steps.toString());
  }

  private PatchTrainingOptions withBase(int baseStep, int baseSteps) {
    return new PatchTrainingOptions(
        options.sizes(),
        options.family(),
        options.base(),
        baseStep,
        baseSteps,
        options.trialSteps(),
        options.steps(),
        options.price(),
        options.learningRate(),
        options.seed(),
        options.noise(),
        options.engine(),
        options.device());
  }
}
