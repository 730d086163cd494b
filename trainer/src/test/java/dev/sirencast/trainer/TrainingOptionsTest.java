package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {
  private static final TrainingOptions DEFAULTS = TrainingOptions.defaults();

  @Test
  void rejectsNumbersOutOfRange() {
    assertRejected("steps must be 1 to 100000000, got 0", () -> DEFAULTS.withSteps(0));
    assertRejected(
        "learning rate must be above 0 and at most 1, got 0.0", () -> DEFAULTS.withLearningRate(0));
    assertRejected(
        "learning rate must be above 0 and at most 1, got NaN",
        () -> DEFAULTS.withLearningRate(Double.NaN));
    assertRejected("batch size must be 0 to 16777216, got -1", () -> DEFAULTS.withBatchSize(-1));
    assertRejected("tile size must be 1 to 1048576, got 0", () -> DEFAULTS.withTileSize(0));
    assertRejected("threads must be 0 to 1024, got -2", () -> DEFAULTS.withThreads(-2));
    assertRejected(
        "lambda must be 0 or more and finite, got -0.1", () -> TrainingLoss.gradientNorm(-0.1));
    assertRejected(
        "lambda must be 0 or more and finite, got Infinity",
        () -> TrainingLoss.gradientNorm(Double.POSITIVE_INFINITY));
  }

  @Test
  void changesOneOptionAtATime() {
    TrainingOptions changed =
        DEFAULTS
            .withSteps(7)
            .withLearningRate(0.5)
            .withBatchSize(9)
            .withTileSize(11)
            .withLoss(TrainingLoss.gradientNorm(0.25))
            .withSeed(-3)
            .withEngine(TrainingEngine.TORCH)
            .withDevice(TrainingDevice.CPU)
            .withThreads(2)
            .withSeeding(Seeding.FIRST_LAYER)
            .withEmaDecay(0.9)
            .withTargetPsnr(40)
            .withInitialScale(new InitialScale(3, 2));
    assertEquals(
        new TrainingOptions(
            7,
            0.5,
            9,
            11,
            TrainingLoss.gradientNorm(0.25),
            -3,
            TrainingEngine.TORCH,
            TrainingDevice.CPU,
            2,
            Seeding.FIRST_LAYER,
            0.9,
            40,
            new InitialScale(3, 2)),
        changed);
  }

  @Test
  void namesLosses() {
    assertEquals("mse", TrainingLoss.mse().toString());
    assertEquals("gradient-norm(0.25)", TrainingLoss.gradientNorm(0.25).toString());
  }

  private static void assertRejected(String message, Supplier<?> action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::get).getMessage());
  }
}
