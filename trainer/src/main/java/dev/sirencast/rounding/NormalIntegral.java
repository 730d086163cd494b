package dev.sirencast.rounding;

/**
 * The standard normal distribution's integrals: {@code Q(x)}, the mass above x, and {@code G(x) =
 * integral of Q from x on = phi(x) - x Q(x)}.
 *
 * <p>By the series about 0 and, in the tail, the continued fraction of Laplace, to a relative 1e-10
 * and better: differences of neighbouring values are what a symbol's probability is made of.
 */
final class NormalIntegral {
  private static final double TAIL = 3;
  private static final int FRACTION_TERMS = 60;
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  private NormalIntegral() {}

  /** The density at x. */
  static double density(double x) {
    return StrictMath.exp(-x * x / 2) / ROOT_2_PI;
  }

  /** The mass above x. */
  static double above(double x) {
    if (x > TAIL) {
      return density(x) / fraction(x);
    }
    return x < -TAIL ? 1 - above(-x) : 0.5 - density(x) * series(x);
  }

  /** The integral of {@link #above} from x on. */
  static double aboveIntegral(double x) {
    return density(x) - x * above(x);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return sum;
  }

  private static double fraction(double x) {
    double value = x;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      value = x + k / value;
    }
    return value;
  }
}
