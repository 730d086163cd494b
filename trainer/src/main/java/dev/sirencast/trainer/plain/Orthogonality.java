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
    // Rows of the smaller side: W itself, or its transpose.
    int size = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    boolean isWide = rows <= columns;
    double[][] w = new double[size][length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < length; k++) {
        w[i][k] = omega0 * weights[offset + (isWide ? i * columns + k : k * columns + i)];
      }
    }
    double sum = 0;
    double[] byRow = new double[length];
    for (int i = 0; i < size; i++) {
      Arrays.fill(byRow, 0);
      for (int j = 0; j < size; j++) {
        double entry = dot(w[i], w[j]) - (i == j ? 1 : 0);
        sum += entry * entry;
        for (int k = 0; k < length; k++) {
          byRow[k] += entry * w[j][k];
        }
      }
      for (int k = 0; k < length; k++) {
        int at = offset + (isWide ? i * columns + k : k * columns + i);
        gradient[at] += (float) (2 * beta * omega0 * byRow[k]);
      }
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= a.length; k += 2) {
      even += a[k] * b[k];
      odd += a[k + 1] * b[k + 1];
    }
    return k < a.length ? even + odd + a[k] * b[k] : even + odd;
  }
}
