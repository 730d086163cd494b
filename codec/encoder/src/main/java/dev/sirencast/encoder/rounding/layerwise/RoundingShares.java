package dev.sirencast.encoder.rounding.layerwise;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * By layer, what is left of a rounding's error once later layers are refitted.
 *
 * <p>What rounding a layer costs in the end is less than its statistics say: the share that is left
 * is measured in one pass, and the next pass's steps grow where it is small.
 */
final class RoundingShares {
  private static final double MIN_SHARE = 0.25;
  private static final double MAX_SHARE = 2;

  private final DoubleSupplier error;
  private final double[] shares;
  private final double[] expected;
  private final double[] errors;

  /**
   * @param error the squared error of the outputs at a time
   */
  RoundingShares(int layers, DoubleSupplier error) {
    this.error = error;
    this.shares = new double[layers];
    this.expected = new double[layers];
    this.errors = new double[layers + 1];
    Arrays.fill(shares, 1);
  }

  /** Shares of 1, that are not measured. */
  static RoundingShares even(int layers) {
    return new RoundingShares(layers, () -> 0);
  }

  /** Returns a layer's own scale, of which so many weights are rounded now. */
  double begin(int layer, double scale, int sent) {
    double own = scale / Math.sqrt(shares[layer]);
    expected[layer] = sent * own * own / 12;
    errors[layer] = error.getAsDouble();
    return own;
  }

  /** Hears that a layer was refitted, and is rounded now. */
  void refitted(int layer) {
    errors[layer] = error.getAsDouble();
  }

  /** Measures. */
  void end() {
    errors[shares.length] = error.getAsDouble();
    for (int layer = 0; layer < shares.length; layer++) {
      double added = errors[layer + 1] - errors[layer];
      if (expected[layer] > 0) {
        shares[layer] = Math.max(MIN_SHARE, Math.min(MAX_SHARE, added / expected[layer]));
      }
    }
  }
}
