package dev.sirencast.trainer.torch;

import dev.sirencast.trainer.loss.LossCases;
import dev.sirencast.trainer.loss.TrainingNoise;

/** Each loss on this engine. */
final class TorchObjectives implements LossCases<Objective> {
  @Override
  public Objective mse() {
    return new MeanSquaredError();
  }

  @Override
  public Objective gradientNorm(double lambda) {
    return new GradientNorm(lambda);
  }

  @Override
  public Objective gradientNormDifference(double lambda) {
    return new GradientNormDifference(lambda);
  }

  @Override
  public Objective gradientNormEq9(double lambda) {
    return new GradientNormEq9(lambda);
  }

  @Override
  public Objective l1(double factor) {
    return new L1Penalty(factor);
  }

  @Override
  public Objective lipschitz(double beta) {
    return new LipschitzPenalty(beta);
  }

  @Override
  public Objective noiseAware(TrainingNoise noise, boolean antithetic) {
    return new NoiseAware(noise, antithetic);
  }

  @Override
  public Objective localReparameterization(TrainingNoise noise, int pairs) {
    return new LocalReparameterization(noise, pairs);
  }

  @Override
  public Objective moments(TrainingNoise noise) {
    return new MomentLoss(noise);
  }
}
