package dev.sirencast.trainer.cpu;

/**
 * A matrix as the kernels read it: eight rows side by side, column after column.
 *
 * <p>Rows are filled up with zeros to a multiple of {@value #QUAD}; the last four, where they do
 * not fill a block of {@value #BLOCK}, are a block of their own. For one thread to fill, and then
 * any to read.
 */
final class PackedMatrix {
  /** Rows of a block. */
  static final int BLOCK = 8;

  /** What numbers of rows are filled up to. */
  static final int QUAD = 4;

  final int rows;
  final int columns;

  /** Rows with those that were added. */
  final int paddedRows;

  /** Row r and column c stand at {@code start(r) + c width(r)}. */
  final float[] weights;

  /** What is added to each row. */
  final float[] biases;

  PackedMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.paddedRows = padded(rows);
    this.weights = new float[paddedRows * columns];
    this.biases = new float[paddedRows];
  }

  /** The next multiple of {@value #QUAD}. */
  static int padded(int rows) {
    return (rows + QUAD - 1) / QUAD * QUAD;
  }

  /** Rows in the block of a row. */
  int width(int row) {
    return row / BLOCK * BLOCK + BLOCK <= paddedRows ? BLOCK : QUAD;
  }

  /** Where a row begins. */
  int start(int row) {
    int first = row / BLOCK * BLOCK;
    return first * columns + row - first;
  }

  /** Takes a matrix times {@code factor}. */
  void fill(float[] matrix, int offset, float factor) {
    int r = 0;
    for (; r + BLOCK <= rows; r += BLOCK) {
      fillBlock(matrix, offset + r * columns, factor, r * columns);
    }
    for (; r < rows; r++) {
      int at = start(r);
      int width = width(r);
      int from = offset + r * columns;
      for (int c = 0; c < columns; c++) {
        weights[at + c * width] = factor * matrix[from + c];
      }
    }
  }

  private void fillBlock(float[] matrix, int from, float factor, int to) {
    for (int c = 0; c < columns; c++) {
      int at = to + c * BLOCK;
      int i = from + c;
      weights[at] = factor * matrix[i];
      weights[at + 1] = factor * matrix[i + columns];
      weights[at + 2] = factor * matrix[i + 2 * columns];
      weights[at + 3] = factor * matrix[i + 3 * columns];
      weights[at + 4] = factor * matrix[i + 4 * columns];
      weights[at + 5] = factor * matrix[i + 5 * columns];
      weights[at + 6] = factor * matrix[i + 6 * columns];
      weights[at + 7] = factor * matrix[i + 7 * columns];
    }
  }

  /** Takes a transposed matrix times {@code factor}. */
  void fillTransposed(float[] matrix, int offset, float factor) {
    for (int r = 0; r < rows; r += BLOCK) {
      int at = start(r);
      int width = width(r);
      int here = Math.min(width, rows - r);
      for (int c = 0; c < columns; c++) {
        int from = offset + c * rows + r;
        for (int i = 0; i < here; i++) {
          weights[at + i] = factor * matrix[from + i];
        }
        at += width;
      }
    }
  }

  /** Takes biases times {@code factor}. */
  void fillBiases(float[] values, int offset, double factor) {
    for (int r = 0; r < rows; r++) {
      biases[r] = (float) (factor * values[offset + r]);
    }
  }
}
