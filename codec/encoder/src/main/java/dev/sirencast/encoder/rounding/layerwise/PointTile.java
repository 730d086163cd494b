package dev.sirencast.encoder.rounding.layerwise;

/**
 * The arithmetic of tiles: matrices times {@value #POINTS} columns, a point each.
 *
 * <p>HotSpot's C2 vectorises loops over separate arrays that read and store at their counter; the
 * sums over points, which it does not vectorise, are taken over transposed tiles instead.
 */
final class PointTile {
  /** The points of a tile; the last tile of a sample is padded. */
  static final int POINTS = 512;

  private PointTile() {}

  /** Adds {@code matrix * in} to {@code out}: row-major matrix, tiles as rows of points. */
  static void multiply(float[] matrix, int columns, float[][] in, float[][] out) {
    for (int r = 0; r < out.length; r++) {
      int c = 0;
      int at = r * columns;
      for (; c + 8 <= columns; c += 8, at += 8) {
        add8(matrix, at, in, c, out[r]);
      }
      for (; c < columns; c++, at++) {
        add1(matrix[at], in[c], out[r]);
      }
    }
  }

  private static void add8(float[] matrix, int at, float[][] in, int c, float[] out) {
    sum8(
        in[c],
        in[c + 1],
        in[c + 2],
        in[c + 3],
        in[c + 4],
        in[c + 5],
        in[c + 6],
        in[c + 7],
        matrix[at],
        matrix[at + 1],
        matrix[at + 2],
        matrix[at + 3],
        matrix[at + 4],
        matrix[at + 5],
        matrix[at + 6],
        matrix[at + 7],
        out);
  }

  private static void sum8(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] x4,
      float[] x5,
      float[] x6,
      float[] x7,
      float w0,
      float w1,
      float w2,
      float w3,
      float w4,
      float w5,
      float w6,
      float w7,
      float[] out) {
    for (int p = 0; p < POINTS; p++) {
      float a = w0 * x0[p] + w1 * x1[p] + (w2 * x2[p] + w3 * x3[p]);
      float b = w4 * x4[p] + w5 * x5[p] + (w6 * x6[p] + w7 * x7[p]);
      out[p] += a + b;
    }
  }

  private static void add1(float w, float[] x, float[] out) {
    for (int p = 0; p < POINTS; p++) {
      out[p] += w * x[p];
    }
  }

  /** Adds {@code left * right^T}, the sum over points, to a row-major matrix. */
  static void outer(float[][] left, float[][] rightTransposed, int columns, float[] sum) {
    float[] row = new float[columns];
    for (int r = 0; r < left.length; r++) {
      System.arraycopy(sum, r * columns, row, 0, columns);
      float[] l = left[r];
      for (int p = 0; p < POINTS; p += 4) {
        outer4(l, p, rightTransposed, row);
      }
      System.arraycopy(row, 0, sum, r * columns, columns);
    }
  }

  private static void outer4(float[] l, int p, float[][] right, float[] row) {
    float w0 = l[p];
    float w1 = l[p + 1];
    float w2 = l[p + 2];
    float w3 = l[p + 3];
    float[] x0 = right[p];
    float[] x1 = right[p + 1];
    float[] x2 = right[p + 2];
    float[] x3 = right[p + 3];
    for (int c = 0; c < row.length; c++) {
      row[c] += w0 * x0[c] + w1 * x1[c] + (w2 * x2[c] + w3 * x3[c]);
    }
  }

  /** Returns a tile with points as rows. */
  static float[][] transpose(float[][] tile) {
    float[][] transposed = new float[POINTS][tile.length];
    for (int r = 0; r < tile.length; r++) {
      for (int p = 0; p < POINTS; p++) {
        transposed[p][r] = tile[r][p];
      }
    }
    return transposed;
  }

  /** Returns a row-major matrix turned over its diagonal. */
  static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
