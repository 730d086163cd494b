package dev.sirencast.trainer;

import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.stream.Stream;

/** Every loss there is. */
final class TestLosses {
  private TestLosses() {}

  static Stream<TrainingLoss> all() {
    TrainingNoise mixture = TrainingNoise.parse("gaussian:1e-3..2e-3+mask:1e-3");
    return Stream.of(
        TrainingLoss.mse(),
        TrainingLoss.l1(1e-5),
        TrainingLoss.lipschitz(1e-4),
        TrainingLoss.gradientNorm(0.01),
        TrainingLoss.gradientNormDifference(0.01),
        TrainingLoss.gradientNormEq9(0.01),
        TrainingLoss.noiseAware(mixture, false),
        TrainingLoss.noiseAware(TrainingNoise.parse("relative:1%"), true),
        TrainingLoss.localReparameterization(mixture, 0),
        TrainingLoss.localReparameterization(TrainingNoise.parse("gaussian:1e-3+relative:1%"), 1),
        TrainingLoss.moments(mixture));
  }
}
