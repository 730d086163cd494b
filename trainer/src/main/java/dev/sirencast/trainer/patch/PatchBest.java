package dev.sirencast.trainer.patch;

import java.util.Arrays;

/**
 * The best of the weights that some networks had on the way: a long training whose error is next to
 * nothing may lose it again. Not thread-safe.
 */
final class PatchBest {
  private final double[] errors;
  private final float[][] weights;

  PatchBest(int networks) {
    errors = new double[networks];
    weights = new float[networks][];
    Arrays.fill(errors, Double.POSITIVE_INFINITY);
  }

  /**
   * Keeps what is better than before.
   *
   * @param now each network's error
   * @param own each network's weights, which are kept
   */
  void update(double[] now, float[][] own) {
    for (int m = 0; m < now.length; m++) {
      if (now[m] < errors[m]) {
        errors[m] = now[m];
        weights[m] = own[m];
      }
    }
  }

  double error(int network) {
    return errors[network];
  }

  float[] weights(int network) {
    return weights[network];
  }
}
