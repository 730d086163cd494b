package dev.sirencast.report.findings;

/**
 * How much better one outcome is than another.
 *
 * @param mean in decibels, of the first less the second
 * @param ci95 half of its 95 % confidence interval: of the differences of transfers with one seed
 *     where there are as many of both, else of the means' own
 */
record Difference(double mean, double ci95) {
  private static final double NORMAL_95 = 1.96;

  /** What rounds to 0.00 dB. */
  private static final double PRINTED = 0.005;

  static Difference of(Outcome one, Outcome other) {
    int n = one.transfers();
    if (n != other.transfers()) {
      return new Difference(one.mean() - other.mean(), Math.hypot(one.ci95(), other.ci95()));
    }
    double[] pairs = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      pairs[i] = one.decibels().get(i) - other.decibels().get(i);
      sum += pairs[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (double pair : pairs) {
      squares += (pair - mean) * (pair - mean);
    }
    double deviation = n == 1 ? 0 : Math.sqrt(squares / (n - 1));
    return new Difference(mean, NORMAL_95 * deviation / Math.sqrt(n));
  }

  /** Whether there is none in any transfer, to be seen in print. */
  boolean isNone() {
    return Math.abs(mean) < PRINTED && ci95 < PRINTED;
  }

  /** Whether it is as likely as not that there is none. */
  boolean isUnsure() {
    return Math.abs(mean) <= ci95;
  }
}
