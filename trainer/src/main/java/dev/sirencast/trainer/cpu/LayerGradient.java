package dev.sirencast.trainer.cpu;

import java.util.Arrays;

/**
 * The sums that become a layer's gradient, as the kernels keep them.
 *
 * <p>Weights lie in blocks of 4 x 4: row {@code 4 i + k} and column {@code 4 j + l} at {@code 16 (i
 * n + j) + 4 k + l}, n being the blocks in a row; rows and columns are filled up to multiples of
 * four. A kernel that sums in vectors has partial sums, too, a vector for each of these sums.
 */
final class LayerGradient {
  private final int rows;
  private final int columns;

  final float[] blocks;
  final float[] biases;

  /** The kernel's own: partial sums of weights, and whether they stay from tile to tile. */
  final float[] partial;

  final boolean kept;

  /** The kernel's own: partial sums of biases. */
  final float[] biasPartial;

  LayerGradient(int rows, int columns, int partial, int biasPartial, boolean kept) {
    this.rows = rows;
    this.columns = columns;
    this.blocks = new float[PackedMatrix.padded(rows) * PackedMatrix.padded(columns)];
    this.biases = new float[(rows + 15) / 16 * 16];
    this.partial = new float[partial];
    this.biasPartial = new float[biasPartial];
    this.kept = kept;
  }

  void clear() {
    Arrays.fill(blocks, 0f);
    Arrays.fill(biases, 0f);
    Arrays.fill(partial, 0f);
    Arrays.fill(biasPartial, 0f);
  }

  /** Where the sum of a row and a column stands. */
  private int at(int row, int column) {
    int block = (row >> 2) * (PackedMatrix.padded(columns) >> 2) + (column >> 2);
    return 16 * block + 4 * (row & 3) + (column & 3);
  }

  /** Adds the products of all {@code left} and {@code right}, one of a row, one of a column. */
  void addOuter(double[] left, double[] right) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        blocks[at(r, c)] += (float) (left[r] * right[c]);
      }
    }
  }

  /** Adds sums that are complete, times a mask: of weights, row after row, and then of biases. */
  void addMasked(LayerGradient others, float[] mask) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        blocks[at(r, c)] += mask[r * columns + c] * others.blocks[at(r, c)];
      }
      biases[r] += mask[rows * columns + r] * others.biases[r];
    }
  }

  /** Adds the sums times {@code factor} to a gradient: weights from {@code offset} on, biases. */
  void addTo(float[] gradient, int offset, float factor) {
    int at = offset;
    for (int r = 0; r < rows; r++) {
      int from = (r >> 2) * 4 * PackedMatrix.padded(columns) + (r & 3) * 4;
      int c = 0;
      for (; c + 4 <= columns; c += 4) {
        gradient[at + c] += factor * blocks[from];
        gradient[at + c + 1] += factor * blocks[from + 1];
        gradient[at + c + 2] += factor * blocks[from + 2];
        gradient[at + c + 3] += factor * blocks[from + 3];
        from += 16;
      }
      for (; c < columns; c++) {
        gradient[at + c] += factor * blocks[from++];
      }
      at += columns;
    }
    for (int r = 0; r < rows; r++) {
      gradient[at + r] += factor * biases[r];
    }
  }
}
