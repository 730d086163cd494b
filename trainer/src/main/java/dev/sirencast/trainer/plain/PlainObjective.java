package dev.sirencast.trainer.plain;

import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;

/** A loss on this engine. For one call at a time. */
interface PlainObjective {
  /**
   * Returns the loss of a network on a step's batch, and sets the gradient by its weights.
   *
   * @param weights not to be changed
   */
  StepLoss evaluate(float[] weights, PlainStep step, float[] gradient);

  /**
   * Returns the PSNR by which weights are compared, in decibels on all points: that of the network
   * as it is, or for a loss under noise the one expected under that noise.
   */
  double decibels(float[] weights, TrainingPoints points, NoisePool noise);
}
