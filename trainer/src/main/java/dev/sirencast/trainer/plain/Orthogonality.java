package dev.sirencast.trainer.plain;

import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;

/**
 * {@code beta / 2 sum_l |A_l - I|_F^2} over the layers after the first.
 *
 * <p>With the Gram matrix {@code A = W W^T} of a layer's folded weights, or {@code W^T W} where
 * that is smaller, the gradient is {@code 2 beta (A - I) W}, or {@code 2 beta W (A - I)}.
 */
final class Orthogonality implements Penalised.Penalty {
  private final SirenArchitecture architecture;
  private final double beta;

  Orthogonality(SirenArchitecture architecture, double beta) {
    this.architecture = architecture;
    this.beta = beta;
  }

  @Override
  public double addTo(float[] weights, float[] gradient) {
    double sum = 0;
    int offset = architecture.rows(0) * (architecture.columns(0) + 1);
    for (int l = 1; l < architecture.layers(); l++) {
      int rows = architecture.rows(l);
      int columns = architecture.columns(l);
      sum += addLayer(weights, gradient, offset, rows, columns, architecture.omega0(l));
      offset += rows * (columns + 1);
    }
    return beta / 2 * sum;
  }

  private double addLayer(
      float[] weights, float[] gradient, int offset, int rows, int columns, double omega0) {
    // Rows of the smaller side: W itself, or its transpose; and the other way round.
    int size = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    boolean isWide = rows <= columns;
    double[][] w = new double[size][length];
    double[][] transposed = new double[length][size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < length; k++) {
        w[i][k] = omega0 * weights[offset + (isWide ? i * columns + k : k * columns + i)];
        transposed[k][i] = w[i][k];
      }
    }
    double sum = 0;
    double[] difference = new double[size];
    double[] byRow = new double[length];
    for (int i = 0; i < size; i++) {
      multiply(w[i], transposed, difference);
      difference[i] -= 1;
      for (double entry : difference) {
        sum += entry * entry;
      }
      multiply(difference, w, byRow);
      for (int k = 0; k < length; k++) {
        int at = offset + (isWide ? i * columns + k : k * columns + i);
        gradient[at] += (float) (2 * beta * omega0 * byRow[k]);
      }
    }
    return sum;
  }

  /** Sets {@code out} to the row times the matrix, in loops that C2 makes vectors of. */
  private static void multiply(double[] row, double[][] matrix, double[] out) {
    Arrays.fill(out, 0);
    for (int k = 0; k < row.length; k++) {
      double factor = row[k];
      double[] other = matrix[k];
      for (int j = 0; j < out.length; j++) {
        out[j] += factor * other[j];
      }
    }
  }
}
