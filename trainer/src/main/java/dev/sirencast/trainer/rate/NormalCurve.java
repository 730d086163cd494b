package dev.sirencast.trainer.rate;

/**
 * The standard normal distribution from a table, to about 1e-6: a loss asks for it by the million.
 */
final class NormalCurve {
  private static final int PER_UNIT = 512;
  private static final int REACH = 6;
  private static final double[] DENSITY = new double[2 * REACH * PER_UNIT + 2];
  private static final double[] BELOW = new double[DENSITY.length];

  static {
    for (int i = 0; i < DENSITY.length; i++) {
      double x = i / (double) PER_UNIT - REACH;
      DENSITY[i] = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      BELOW[i] = i == 0 ? 0 : BELOW[i - 1] + (DENSITY[i - 1] + DENSITY[i]) / (2 * PER_UNIT);
    }
  }

  private NormalCurve() {}

  /** The density at x. */
  static double density(double x) {
    return at(DENSITY, x);
  }

  /** The mass below x. */
  static double below(double x) {
    return at(BELOW, x);
  }

  private static double at(double[] table, double x) {
    double place = (Math.max(-REACH, Math.min(REACH, x)) + REACH) * PER_UNIT;
    int index = (int) place;
    return table[index] + (place - index) * (table[index + 1] - table[index]);
  }
}
