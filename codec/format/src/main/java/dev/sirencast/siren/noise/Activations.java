package dev.sirencast.siren.noise;

/** Mean and variance of a sine layer's outputs, from those of its inputs. */
final class Activations {
  private Activations() {}

  /**
   * Returns the outputs' means and variances: with z and s^2 the pre-activation's, {@code D sin z}
   * with {@code D = exp(-s^2 / 2)}, and {@code (1 - D^2) (cos^2 z + (1 - D^2) (sin^2 z - 1/2))}.
   *
   * @param mean z, overwritten
   * @param variance s^2, overwritten
   */
  static double[][] of(double[] mean, double[] variance) {
    for (int r = 0; r < mean.length; r++) {
      double sine = StrictMath.sin(mean[r]);
      double loss = -StrictMath.expm1(-variance[r]);
      mean[r] = sine * Math.sqrt(1 - loss);
      variance[r] = loss * (1 - sine * sine + loss * (sine * sine - 0.5));
    }
    return new double[][] {mean, variance};
  }
}
