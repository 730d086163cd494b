package dev.sirencast.rounding;

/**
 * A symmetric positive definite matrix H as {@code L^T D L}, L with ones on its diagonal and zeros
 * above it, after a change of the variables' order.
 *
 * <p>The squared error {@code e^T H e} is then a sum over the variables in turn, of {@code D_i (e_i
 * + sum over j before i of L_ij e_j)^2}: what is left of each once those before it are decided. The
 * product of the D is H's determinant, whatever the order; it is their sum that rounding pays, so
 * the order is one that makes them even: from the last on, each place is given to the variable that
 * matters least by itself, as receivers with many antennas order what they detect (V-BLAST,
 * Wolniansky et al., 1998).
 */
final class LatticeFactors {
  private final int[] order;
  private final double[][] lower;
  private final double[] pivots;

  private LatticeFactors(int size) {
    this.order = new int[size];
    this.lower = new double[size][];
    this.pivots = new double[size];
  }

  /**
   * Returns the factors.
   *
   * @param matrix H, symmetric and positive definite; used up
   */
  static LatticeFactors of(double[][] matrix) {
    int size = matrix.length;
    LatticeFactors factors = new LatticeFactors(size);
    for (int i = 0; i < size; i++) {
      factors.order[i] = i;
    }
    for (int i = size - 1; i >= 0; i--) {
      factors.exchange(matrix, i, least(matrix, i));
      factors.eliminate(matrix, i);
    }
    return factors;
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
    double[] row = new double[i + 1];
    for (int j = 0; j < i; j++) {
      row[j] = matrix[i][j] / pivots[i];
    }
    row[i] = 1;
    lower[i] = row;
    for (int r = 0; r < i; r++) {
      LayerMatrix.add(-matrix[i][r], row, 0, i, matrix[r], 0);
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

  /** The mean of D. */
  double meanPivot() {
    double sum = 0;
    for (double pivot : pivots) {
      sum += pivot;
    }
    return sum / Math.max(1, pivots.length);
  }

  /** The sum of L_ij e_j over the turns j before turn i. */
  double pushed(int turn, double[] errors) {
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
      LayerMatrix.add(-x[i], lower[i], 0, i, x, 0);
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = x[i] / pivots[i] - pushed(i, x);
      solution[order[i]] = x[i];
    }
    return solution;
  }
}
