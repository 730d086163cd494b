package dev.sirencast.rounding.refit;

/**
 * How many bits a symbol costs under the density of a uniform variable on [-a, a] plus a Gaussian
 * one of deviation s, in units of a step: the shape of trained sine layers' weights, from uniform
 * (as initialised) to Gaussian.
 *
 * <p>The probability of symbol k is the density's mass between k - 1/2 and k + 1/2. Immutable.
 */
final class SymbolModel {
  private static final double LEAST_PROBABILITY = 1.0 / (1 << 16);
  private static final double[] UNIFORM_SHARES = {0, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98};
  private static final double INV_SQRT_2PI = 0.3989422804014327;

  private final double a;
  private final double s;

  /** By magnitude, as far as it has been asked for. */
  private final double[] bits;

  private SymbolModel(double a, double s, int peak) {
    this.a = a;
    this.s = s;
    this.bits = new double[peak + 1];
    for (int k = 0; k <= peak; k++) {
      double p = cumulative(k + 0.5) - cumulative(k - 0.5);
      bits[k] = -Math.log(Math.max(p, LEAST_PROBABILITY)) / Math.log(2);
    }
  }

  /**
   * Returns the model of least code length, of those tried.
   *
   * @param histogram by magnitude, how many symbols
   */
  static SymbolModel fit(long[] histogram) {
    double count = 0;
    double square = 0;
    for (int k = 0; k < histogram.length; k++) {
      count += histogram[k];
      square += (double) k * k * histogram[k];
    }
    double deviation = Math.sqrt(Math.max(count == 0 ? 0 : square / count - 1.0 / 12, 0.01));
    SymbolModel best = of(deviation, 0, histogram.length - 1);
    for (double share : UNIFORM_SHARES) {
      for (int i = -8; i <= 8; i++) {
        SymbolModel model = of(deviation * (1 + 0.02 * i), share, histogram.length - 1);
        if (model.bits(histogram) < best.bits(histogram)) {
          best = model;
        }
      }
    }
    return best;
  }

  /** The model of a deviation, of which a share, by deviation, is the uniform variable's. */
  static SymbolModel of(double deviation, double share, int peak) {
    double s = deviation * Math.sqrt(1 - share * share);
    return new SymbolModel(deviation * share * Math.sqrt(3), Math.max(s, 1e-3), peak);
  }

  /** The bits of a symbol, fractions included. */
  double bits(int symbol) {
    int k = Math.abs(symbol);
    return bits[Math.min(k, bits.length - 1)];
  }

  /** The bits of as many symbols of each magnitude as the histogram says. */
  double bits(long[] histogram) {
    double sum = 0;
    for (int k = 0; k < histogram.length; k++) {
      sum += histogram[k] * bits[k];
    }
    return sum;
  }

  private double cumulative(double x) {
    if (a < 1e-6) {
      return normal(x / s);
    }
    return (integral(x + a) - integral(x - a)) / (2 * a);
  }

  /** The integral of the Gaussian's distribution function up to t. */
  private double integral(double t) {
    double z = t / s;
    return t * normal(z) + s * INV_SQRT_2PI * Math.exp(-z * z / 2);
  }

  /** The standard normal distribution function (Abramowitz and Stegun 26.2.17, to 7.5e-8). */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double poly =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = INV_SQRT_2PI * Math.exp(-z * z / 2) * poly;
    return z > 0 ? 1 - tail : tail;
  }
}
