package dev.sirencast.encoder;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What weights lack that leave a share of a stream's bytes to protection. What rounding adds to the
 * squared error is measured at a few shares, when it is asked for, and follows the bytes' logarithm
 * between them: a limit of the share changes nothing below it. Not thread-safe.
 */
final class RoundedShares implements DoubleUnaryOperator {
  private static final double[] MEASURED = {0, 0.125, 0.25, 0.5, 1, 2, 4};

  private final double clean;
  private final DoubleUnaryOperator added;
  private final Map<Double, Double> known = new HashMap<>();

  /**
   * @param clean the squared error before rounding, above 0
   * @param added what rounding adds to it where weights have 1 / (1 + share) of the bytes; infinite
   *     where so few do not do
   */
  RoundedShares(double clean, DoubleUnaryOperator added) {
    this.clean = clean;
    this.added = added;
  }

  /**
   * Returns the decibels that are lost.
   *
   * @param share 0 to 4
   */
  @Override
  public double applyAsDouble(double share) {
    return 10 * Math.log10((clean + error(share)) / (clean + measured(0)));
  }

  private double error(double share) {
    int above = 0;
    while (MEASURED[above] < share) {
      above++;
    }
    double upper = measured(MEASURED[above]);
    if (MEASURED[above] == share) {
      return upper;
    }
    double below = MEASURED[above - 1];
    double lower = measured(below);
    double along =
        (Math.log1p(share) - Math.log1p(below)) / Math.log((1 + MEASURED[above]) / (1 + below));
    return lower * Math.pow(Math.max(1, upper / lower), along);
  }

  private double measured(double share) {
    Double before = known.get(share);
    double value = before == null ? added.applyAsDouble(share) : before;
    known.put(share, value);
    return value;
  }
}
