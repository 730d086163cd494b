package dev.sirencast.entropy;

/**
 * The standard normal distribution in floating point, from a table, to about 1e-6: tuning asks for
 * it by the million. Coders have the {@link NormalTable}, whose whole numbers are the same on every
 * platform.
 */
final class NormalDistribution {
  private static final int PER_UNIT = 512;
  private static final int REACH = 6;
  private static final double[] DENSITY = new double[2 * REACH * PER_UNIT + 2];
  private static final double[] CUMULATIVE = new double[DENSITY.length];

  static {
    for (int i = 0; i < DENSITY.length; i++) {
      double x = i / (double) PER_UNIT - REACH;
      DENSITY[i] = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      CUMULATIVE[i] =
          i == 0 ? 0 : CUMULATIVE[i - 1] + (DENSITY[i - 1] + DENSITY[i]) / (2 * PER_UNIT);
    }
  }

  private NormalDistribution() {}

  /** The density at x. */
  static double density(double x) {
    return at(DENSITY, x);
  }

  /** The probability of a deviate below x. */
  static double cumulative(double x) {
    return at(CUMULATIVE, x);
  }

  /** The integral of {@link #cumulative} up to x. */
  static double integral(double x) {
    return x * cumulative(x) + density(x);
  }

  private static double at(double[] table, double x) {
    double place = (Math.max(-REACH, Math.min(REACH, x)) + REACH) * PER_UNIT;
    int index = (int) place;
    return table[index] + (place - index) * (table[index + 1] - table[index]);
  }
}
