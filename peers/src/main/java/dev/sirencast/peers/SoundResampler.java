package dev.sirencast.peers;

/**
 * Brings a sound to another rate: a sinc of {@value #LOBES} lobes to each side under a Hann window,
 * stretched where the new rate holds less. Samples beyond the ends repeat the last one.
 */
final class SoundResampler {
  private static final int LOBES = 24;
  private static final int STEPS = 512;

  /** Share of the lower rate's band that passes: the rest is the filter's slope. */
  private static final double PASSED = 0.97;

  private static final float[] KERNEL = kernel();

  private SoundResampler() {}

  private static float[] kernel() {
    float[] kernel = new float[LOBES * STEPS + 2];
    for (int i = 0; i < kernel.length; i++) {
      double x = Math.PI * Math.min(LOBES, (double) i / STEPS);
      double sinc = x == 0 ? 1 : Math.sin(x) / x;
      kernel[i] = (float) (sinc * (0.5 + 0.5 * Math.cos(x / LOBES)));
    }
    return kernel;
  }

  /**
   * Resamples one channel.
   *
   * @param from samples a second
   * @param to samples a second of what is returned
   * @param count samples to return, from the first on
   */
  static float[] resample(float[] in, double from, double to, int count) {
    if (from == to && count == in.length) {
      return in.clone();
    }
    double scale = PASSED * Math.min(1, to / from);
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      double at = i * from / to;
      int first = (int) Math.ceil(at - LOBES / scale);
      int last = (int) Math.floor(at + LOBES / scale);
      double sum = 0;
      double weights = 0;
      for (int j = first; j <= last; j++) {
        double step = Math.abs(j - at) * scale * STEPS;
        int below = (int) step;
        double weight = KERNEL[below] + (step - below) * (KERNEL[below + 1] - KERNEL[below]);
        sum += weight * in[Math.max(0, Math.min(in.length - 1, j))];
        weights += weight;
      }
      out[i] = (float) (sum / weights);
    }
    return out;
  }
}
