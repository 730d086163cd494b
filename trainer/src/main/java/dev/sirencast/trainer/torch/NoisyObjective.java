package dev.sirencast.trainer.torch;

import dev.sirencast.trainer.engine.LossDecibels;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;

/** A loss under noise on the weights. */
sealed interface NoisyObjective extends Objective
    permits NoiseAware, LocalReparameterization, MomentLoss {
  /** The noise that the weights are to stand. */
  TrainingNoise noise();

  /**
   * The PSNR expected under noise of the middle of the mixture, before clamping, from one draw a
   * point, the same in every evaluation.
   */
  @Override
  default double decibels(FoldedParameters network, Batch grid, NoiseSource source) {
    double error = LocalReparameterization.expectedError(network, grid, source, noise().middle());
    return LossDecibels.of(error, network.architecture().outputs());
  }
}
