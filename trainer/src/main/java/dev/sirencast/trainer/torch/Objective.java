package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.GridPsnr;
import dev.sirencast.trainer.network.NoiseSource;

/** A loss on this engine: its value and gradient on a batch. */
public sealed interface Objective
    permits MeanSquaredError,
        GradientNorm,
        GradientNormDifference,
        GradientNormEq9,
        L1Penalty,
        LipschitzPenalty,
        NoisyObjective {

  /**
   * Returns the loss of the step's network on its batch and the gradient with respect to the
   * unfolded parameters, in an array that lives as long as the network.
   */
  LossGradient evaluate(Step step);

  /**
   * Returns the PSNR by which weights are compared, in decibels on the whole grid: that of the
   * network as it is, or for a loss under noise the one expected under that noise.
   *
   * @param noise where noise comes from; what is drawn here leaves the steps' noise as it is
   */
  default double decibels(FoldedParameters network, Batch grid, NoiseSource noise) {
    return GridPsnr.decibels(network, grid);
  }

  /** Returns a gradient's loss with a penalty of the parameters' own added. */
  static LossGradient penalised(LossGradient loss, double penalty, NDArray penaltyGradient) {
    return new LossGradient(
        loss.value() + penalty, loss.reconstruction(), loss.gradient().addi(penaltyGradient));
  }
}
