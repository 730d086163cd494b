package dev.sirencast.signal;

/**
 * Peak signal-to-noise ratio: {@code 10 log10(peak^2 / MSE)} in decibels, with peak 1 on samples in
 * [0, 1].
 *
 * <p>For audio that is the same as a peak-to-peak value of 2 on amplitudes in [-1, 1]: both the
 * peak and every error are half as large.
 *
 * <p>The mean squared error is taken over all points and components together. Two equal signals
 * have an infinite PSNR.
 */
public final class Psnr {
  private static final int BAND_POINTS = 1 << 17;

  private Psnr() {}

  /**
   * Returns the PSNR of a reconstruction in decibels.
   *
   * @throws IllegalArgumentException if the two signals differ in grid or components
   */
  public static double decibels(Signal reference, Signal reconstruction) {
    if (!reference.grid().equals(reconstruction.grid())
        || reference.components() != reconstruction.components()) {
      throw new IllegalArgumentException(
          "PSNR compares signals of one shape, got "
              + shape(reference)
              + " and "
              + shape(reconstruction));
    }
    double sum = 0;
    int points = reference.grid().points();
    for (int i = 0; i < points; i++) {
      for (int c = 0; c < reference.components(); c++) {
        double difference = reference.sample(i, c) - reconstruction.sample(i, c);
        sum += difference * difference;
      }
    }
    return fromMeanSquaredError(sum / ((double) points * reference.components()));
  }

  /**
   * Returns the PSNR in decibels of a reconstruction that is made while it is compared, in bounded
   * memory.
   *
   * @param reconstruction on the reference's grid, of as many components
   */
  public static double decibels(Signal reference, SampleSource reconstruction) {
    int points = reference.grid().points();
    int components = reference.components();
    float[] samples = new float[Math.min(points, BAND_POINTS) * components];
    double sum = 0;
    for (int first = 0; first < points; first += BAND_POINTS) {
      int count = Math.min(BAND_POINTS, points - first);
      reconstruction.samples(first, count, samples);
      for (int i = 0; i < count * components; i++) {
        double difference = reference.sample(first + i / components, i % components) - samples[i];
        sum += difference * difference;
      }
    }
    return fromMeanSquaredError(sum / ((double) points * components));
  }

  /** Returns the PSNR in decibels of a mean squared error on samples in [0, 1]. */
  public static double fromMeanSquaredError(double meanSquaredError) {
    return -10 * Math.log10(meanSquaredError);
  }

  private static String shape(Signal signal) {
    return signal.grid() + " of " + signal.components();
  }
}
