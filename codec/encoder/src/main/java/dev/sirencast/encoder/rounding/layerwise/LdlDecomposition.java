package dev.sirencast.encoder.rounding.layerwise;

/**
 * The LDL decomposition of a symmetric positive definite matrix H: after a change of the variables'
 * order {@code H = L^T D L}, L with ones on its diagonal and zeros above it.
 *
 * <p>The squared error {@code e^T H e} is then a sum over the variables in turn, of {@code D_i (e_i
 * + sum over j before i of L_ij e_j)^2}: what is left of each once those before it are decided. The
 * product of the D is H's determinant, whatever the order; it is their sum that rounding pays, so
 * the order is one that makes them even: from the last on, each place is given to the variable that
 * matters least by itself, as receivers with many antennas order what they detect (V-BLAST,
 * Wolniansky et al., 1998).
 */
final class LdlDecomposition {
  /** Where none is asked for, and rounding in the sums needs some. */
  private static final double MIN_DAMPING = 1e-15;

  private static final double MAX_DAMPING = 1e6;

  private final int[] order;
  private final double[][] lower;
  private final double[] pivots;

  private LdlDecomposition(int size) {
    this.order = new int[size];
    this.lower = new double[size][];
    this.pivots = new double[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
  }

  /**
   * Returns the decomposition of a matrix with a little added to its diagonal.
   *
   * @param matrix symmetric, at least positive semidefinite; is left as it is
   * @param damping part of the diagonal's mean that is added; more, where rounding in the sums has
   *     left the matrix without its positive pivots
   * @throws IllegalArgumentException if an entry is not finite
   */
  static LdlDecomposition of(double[][] matrix, double damping) {
    double mean = 0;
    for (int i = 0; i < matrix.length; i++) {
      mean += matrix[i][i] / matrix.length;
    }
    for (double part = damping; part < MAX_DAMPING; part = Math.max(10 * part, MIN_DAMPING)) {
      LdlDecomposition decomposition = new LdlDecomposition(matrix.length);
      if (decomposition.factor(damped(matrix, part * mean + Double.MIN_NORMAL))) {
        return decomposition;
      }
    }
    throw new IllegalArgumentException(
        "statistics must be finite, got a mean square of " + mean + ": the weights are too large");
  }

  private static double[][] damped(double[][] matrix, double added) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      copy[i] = matrix[i].clone();
      copy[i][i] += added;
    }
    return copy;
  }

  /** Factors a matrix, which is used up; false if it is not positive definite. */
  private boolean factor(double[][] matrix) {
    for (int i = order.length - 1; i >= 0; i--) {
      exchange(matrix, i, least(matrix, i));
      if (!(matrix[i][i] > 0 && matrix[i][i] < Double.MAX_VALUE)) {
        return false;
      }
      eliminate(matrix, i);
    }
    return true;
  }

  private static int least(double[][] matrix, int last) {
    int least = last;
    for (int i = last; i >= 0; i--) {
      if (matrix[i][i] < matrix[least][least]) {
        least = i;
      }
    }
    return least;
  }

  private void exchange(double[][] matrix, int a, int b) {
    int held = order[a];
    order[a] = order[b];
    order[b] = held;
    for (int i = a + 1; i < order.length; i++) {
      exchange(lower[i], a, b);
    }
    double[] row = matrix[a];
    matrix[a] = matrix[b];
    matrix[b] = row;
    for (int i = 0; i <= a; i++) {
      exchange(matrix[i], a, b);
    }
  }

  private static void exchange(double[] row, int a, int b) {
    double held = row[a];
    row[a] = row[b];
    row[b] = held;
  }

  private void eliminate(double[][] matrix, int i) {
    pivots[i] = matrix[i][i];
    double[] row = new double[i];
    for (int j = 0; j < i; j++) {
      row[j] = matrix[i][j] / pivots[i];
    }
    lower[i] = row;
    for (int r = 0; r < i; r++) {
      subtract(matrix[i][r], row, matrix[r]);
    }
  }

  /** Subtracts {@code factor} times all of a row from the beginning of another. */
  private static void subtract(double factor, double[] row, double[] from) {
    for (int i = 0; i < row.length; i++) {
      from[i] -= factor * row[i];
    }
  }

  /** The number of variables. */
  int size() {
    return order.length;
  }

  /** The variable that is decided at a turn. */
  int variable(int turn) {
    return order[turn];
  }

  /** D of a turn. */
  double pivot(int turn) {
    return pivots[turn];
  }

  /** The error that is fed back to a turn: the sum of L_ij e_j over the turns j before turn i. */
  double feedback(int turn, double[] errors) {
    double[] row = lower[turn];
    double sum = 0;
    for (int j = 0; j < turn; j++) {
      sum += row[j] * errors[j];
    }
    return sum;
  }

  /** Returns the solution x of {@code H x = b}. */
  double[] solve(double[] b) {
    int size = order.length;
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = b[order[i]];
    }
    for (int i = size - 1; i >= 0; i--) {
      subtract(x[i], lower[i], x);
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = x[i] / pivots[i] - feedback(i, x);
      solution[order[i]] = x[i];
    }
    return solution;
  }
}
