package dev.sirencast.trainer.engine;

import dev.sirencast.signal.Psnr;

/** The PSNR that belongs to a reconstruction loss. */
public final class LossDecibels {
  private LossDecibels() {}

  /**
   * Returns the PSNR in decibels.
   *
   * @param reconstruction the mean over the points of the squared error summed over the components,
   *     on values in [-1, 1], whose errors are twice the samples'
   */
  public static double of(double reconstruction, int components) {
    return Psnr.fromMeanSquaredError(reconstruction / (4.0 * components));
  }
}
