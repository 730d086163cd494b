package dev.sirencast.trainer.cpu;

import java.util.Arrays;

/**
 * The sums that become a layer's gradient, as the kernels keep them.
 *
 * <p>Weights lie in blocks of 4 x 4: row {@code 4 i + k} and column {@code 4 j + l} at {@code 16 (i
 * columns / 4 + j) + 4 k + l}, with both filled up to multiples of four. A bias has as many partial
 * sums as the kernel has lanes.
 */
final class LayerGradient {
  private final int rows;
  private final int columns;
  private final int blocksInRow;
  private final int lanes;

  final float[] blocks;
  final float[] biasSums;

  LayerGradient(int rows, int columns, int lanes) {
    this.rows = rows;
    this.columns = columns;
    this.lanes = lanes;
    this.blocksInRow = PackedMatrix.padded(columns) / 4;
    this.blocks = new float[PackedMatrix.padded(rows) / 4 * blocksInRow * 16];
    this.biasSums = new float[PackedMatrix.padded(rows) * lanes];
  }

  void clear() {
    Arrays.fill(blocks, 0f);
    Arrays.fill(biasSums, 0f);
  }

  /** Adds the sums times {@code factor} to a gradient: weights from {@code offset} on, biases. */
  void addTo(float[] gradient, int offset, float factor) {
    int at = offset;
    for (int r = 0; r < rows; r++) {
      int row = (r >> 2) * blocksInRow * 16 + (r & 3) * 4;
      for (int c = 0; c < columns; c++) {
        gradient[at++] += factor * blocks[row + (c >> 2) * 16 + (c & 3)];
      }
    }
    for (int r = 0; r < rows; r++) {
      float sum = 0;
      for (int lane = 0; lane < lanes; lane++) {
        sum += biasSums[r * lanes + lane];
      }
      gradient[at++] += factor * sum;
    }
  }
}
