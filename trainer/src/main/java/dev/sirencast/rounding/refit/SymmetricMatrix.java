package dev.sirencast.rounding.refit;

/** Factors and solutions of symmetric, positive definite matrices, row-major, in double. */
final class SymmetricMatrix {
  private static final double MOST_DAMPING = 1e6;

  private SymmetricMatrix() {}

  /**
   * Returns the factors of {@code A = L D L^T}, L unit lower triangular: L below the diagonal and D
   * on it.
   *
   * @param a is left as it is
   * @param damping part of the diagonal's mean that is added to the diagonal; more, where rounding
   *     in the sums has left A without its positive pivots
   */
  static double[][] factor(double[][] a, double damping) {
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      mean += a[i][i] / a.length;
    }
    for (double part = damping; part < MOST_DAMPING; part *= 10) {
      double[][] factors = damped(a, part * mean + Double.MIN_NORMAL);
      if (factorInPlace(factors)) {
        return factors;
      }
    }
    throw new IllegalArgumentException(
        "statistics must be finite, got a mean square of " + mean + ": the weights are too large");
  }

  private static double[][] damped(double[][] a, double added) {
    double[][] copy = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      copy[i] = a[i].clone();
      copy[i][i] += added;
    }
    return copy;
  }

  private static boolean factorInPlace(double[][] a) {
    double[] scaled = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      double[] row = a[j];
      for (int k = 0; k < j; k++) {
        scaled[k] = row[k] * a[k][k];
      }
      row[j] -= dot(row, scaled, j);
      if (!(row[j] > 0)) {
        return false;
      }
      for (int i = j + 1; i < a.length; i++) {
        a[i][j] = (a[i][j] - dot(a[i], scaled, j)) / row[j];
      }
    }
    return true;
  }

  /** Solves {@code A x = b} in place, given A's factors. */
  static void solve(double[][] factors, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      b[i] -= dot(factors[i], b, i);
    }
    for (int i = n - 1; i >= 0; i--) {
      double value = b[i] / factors[i][i];
      for (int j = i + 1; j < n; j++) {
        value -= factors[j][i] * b[j];
      }
      b[i] = value;
    }
  }

  private static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
