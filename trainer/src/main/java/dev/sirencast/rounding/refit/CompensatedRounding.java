package dev.sirencast.rounding.refit;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Rounds a layer's entries one after another, each error passed on to the entries not yet rounded
 * so that the output notices least.
 *
 * <p>With {@code A = L D L^T} and {@code G = M C M^T} (unit lower triangular factors) an error E
 * costs the sum over its entries of {@code C_r D_c (M^T E L)_rc^2}. Taken from the last row and
 * column to the first, each term holds one error that is still free and others that are known:
 * rounding {@code w} plus the known ones leaves at most half a step of it. For one row alone it is
 * GPTQ (Frantar et al., 2023), whose update of the remaining weights is this feedback; two-sided as
 * in Tseng et al. (YAQA, 2025).
 */
final class CompensatedRounding {
  private static final double DAMPING = 1e-3;

  private final double[][] rowFactors;
  private final double[][] columnFactors;
  private final int[] rowOrder;
  private final int[] columnOrder;
  private final int biasColumn;

  private CompensatedRounding(
      double[][] rowFactors,
      double[][] columnFactors,
      int[] rowOrder,
      int[] columnOrder,
      int biasColumn) {
    this.rowFactors = rowFactors;
    this.columnFactors = columnFactors;
    this.rowOrder = rowOrder;
    this.columnOrder = columnOrder;
    this.biasColumn = biasColumn;
  }

  /**
   * @param g the row factor G, rows x rows
   * @param a the column factor A, with the bias's column last
   * @param columns the columns that are to be rounded
   */
  static CompensatedRounding of(double[][] g, double[][] a, int[] columns) {
    int[] rows = new int[g.length];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = r;
    }
    int[] rowOrder = sorted(rows, g, -1);
    int[] columnOrder = sorted(columns, a, a.length - 1);
    return new CompensatedRounding(
        factor(g, rowOrder), factor(a, columnOrder), rowOrder, columnOrder, a.length - 1);
  }

  /**
   * By rising diagonal, {@code first} before all: what matters most is rounded first, i.e. last.
   */
  private static int[] sorted(int[] indices, double[][] matrix, int first) {
    return Arrays.stream(indices)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> i == first ? -1 : matrix[i][i]))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double[][] factor(double[][] matrix, int[] order) {
    int n = order.length;
    double[][] ordered = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        ordered[i][j] = matrix[order[i]][order[j]];
      }
    }
    return SymmetricMatrix.factor(ordered, DAMPING);
  }

  /** The mean over the rows of C, times the mean of D over the weights or of the bias. */
  double sensitivity(boolean bias) {
    double rows = 0;
    for (int r = 0; r < rowFactors.length; r++) {
      rows += rowFactors[r][r];
    }
    double columns = 0;
    int count = 0;
    for (int c = 0; c < columnOrder.length; c++) {
      if ((columnOrder[c] == biasColumn) == bias) {
        columns += columnFactors[c][c];
        count++;
      }
    }
    return rows / rowFactors.length * columns / Math.max(1, count);
  }

  /** Chooses a symbol for a value. */
  interface Choice {
    /**
     * @param value what to round, in steps
     * @param cost what a squared error of a step costs
     */
    int symbol(double value, double cost, boolean bias);
  }

  /**
   * Rounds the first so many columns in place, and moves the others so that they make up for it.
   *
   * @param matrix row-major, the bias's column last
   * @param symbols receives the symbols at the same indices
   * @param steps of the weights and of the bias
   * @param count columns to round
   * @return the columns that were rounded
   */
  int[] round(float[] matrix, int count, short[] symbols, double[] steps, Choice choice) {
    int columns = biasColumn + 1;
    int rows = rowOrder.length;
    int taken = columnOrder.length;
    double[][] rowError = new double[rows][taken];
    double[][] mixed = new double[taken][rows];
    double[] carried = new double[rows];
    for (int j = taken - 1; j >= 0; j--) {
      int c = columnOrder[j];
      boolean bias = c == columns - 1;
      double step = steps[bias ? 1 : 0];
      for (int i = 0; i < rows; i++) {
        // What the columns already rounded leave in this row: (E L)_ij without e_ij.
        double sum = 0;
        double[] error = rowError[i];
        for (int k = j + 1; k < taken; k++) {
          sum += error[k] * columnFactors[k][j];
        }
        carried[i] = sum;
      }
      double[] done = mixed[j];
      for (int i = rows - 1; i >= 0; i--) {
        double known = carried[i];
        for (int k = i + 1; k < rows; k++) {
          known += rowFactors[k][i] * done[k];
        }
        int at = rowOrder[i] * columns + c;
        // e = q - w: the term e + known is least where q is near w - known.
        double wanted = (matrix[at] - known) / step;
        float value = (float) (matrix[at] - known);
        if (j >= taken - count) {
          int symbol =
              choice.symbol(wanted, rowFactors[i][i] * columnFactors[j][j] * step * step, bias);
          symbols[at] = (short) symbol;
          value = symbol * (float) step;
        }
        rowError[i][j] = value - matrix[at];
        done[i] = rowError[i][j] + carried[i];
        matrix[at] = value;
      }
    }
    return Arrays.copyOfRange(columnOrder, taken - count, taken);
  }
}
