package dev.sirencast.encoder.rounding.layerwise;

/**
 * A sine and its slope for many phases: the same bits on every machine, to about 1e-7.
 *
 * <p>The phase is taken modulo pi in double, and the polynomials are Taylor's about zero on a
 * quarter of a period to either side, in a shape that compilers turn into vector instructions.
 */
final class SineSlope {
  /** Adding and subtracting it rounds a double of moderate size to a whole number. */
  private static final double ROUND = 0x1.8p52;

  private SineSlope() {}

  /** Replaces z by {@code sin(omega0 z)} and sets slope to {@code omega0 cos(omega0 z)}. */
  static void apply(float omega0, float[] z, float[] slope) {
    double perHalfPeriod = omega0 / Math.PI;
    for (int p = 0; p < z.length; p++) {
      double t = z[p] * perHalfPeriod;
      double half = t + ROUND - ROUND;
      double pair = t * 0.5 + ROUND - ROUND;
      // 1 where the half periods are even in number, -1 where odd.
      double odd = half - 2 * pair;
      double sign = 1 - 2 * odd * odd;
      double x = (t - half) * Math.PI;
      double x2 = x * x;
      double sine =
          x * (1 + x2 * (-1.0 / 6 + x2 * (1.0 / 120 + x2 * (-1.0 / 5040 + x2 * (1.0 / 362880)))));
      double cosine =
          1
              + x2
                  * (-0.5
                      + x2
                          * (1.0 / 24
                              + x2 * (-1.0 / 720 + x2 * (1.0 / 40320 - x2 * (1.0 / 3628800)))));
      z[p] = (float) (sign * sine);
      slope[p] = (float) (sign * omega0 * cosine);
    }
  }
}
