package dev.sirencast.trainer;

/** A loss under noise on the weights. */
sealed interface NoisyObjective extends Objective permits NoiseAware, LocalNoise, MomentLoss {
  /** The noise that the weights are to stand. */
  TrainingNoise noise();

  @Override
  default double decibels(FoldedNetwork network, Batch grid) {
    return MomentPass.decibels(network, grid, noise().middle());
  }
}
