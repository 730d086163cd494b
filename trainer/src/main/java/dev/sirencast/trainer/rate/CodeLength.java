package dev.sirencast.trainer.rate;

/**
 * The bits of a tensor's rounded values under a normal distribution integrated over the quantiser's
 * step, {@code -log2(Phi((x + step/2) / s) - Phi((x - step/2) / s))}, and their derivatives.
 *
 * <p>The deviation s is the values' own, at which the sum is least, so that a change of s changes
 * it only to the second order.
 */
final class CodeLength {
  private static final double LEAST_MASS = 1e-7;
  private static final double LEAST_DEVIATION = 0.2;
  private static final double LN_2 = Math.log(2);

  private double bits;
  private double byStep;

  /**
   * Adds {@code scale} times the derivatives by the values to a gradient.
   *
   * @param values the rounded values, or the noisy ones that stand in for them
   * @param weights what they were before
   * @param first the tensor's first value
   * @param end the one after its last
   */
  CodeLength(
      float[] values,
      float[] weights,
      int first,
      int end,
      double step,
      double scale,
      double[] gradient) {
    double s = deviation(values, first, end, step);
    for (int i = first; i < end; i++) {
      double high = (values[i] + step / 2) / s;
      double low = (values[i] - step / 2) / s;
      double mass = Math.max(LEAST_MASS, NormalCurve.below(high) - NormalCurve.below(low));
      double unit = -1 / (mass * s * LN_2);
      double atHigh = NormalCurve.density(high);
      double atLow = NormalCurve.density(low);
      double byValue = unit * (atHigh - atLow);
      bits -= Math.log(mass) / LN_2;
      gradient[i] += scale * byValue;
      byStep += unit * (atHigh + atLow) / 2 + byValue * (values[i] - weights[i]) / step;
    }
  }

  private static double deviation(float[] values, int first, int end, double step) {
    double squares = 0;
    for (int i = first; i < end; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.max(LEAST_DEVIATION * step, Math.sqrt(squares / (end - first)));
  }

  /** The bits of all values. */
  double bits() {
    return bits;
  }

  /** Their derivative by the step, what it moves the values by included. */
  double byStep() {
    return byStep;
  }
}
