package dev.sirencast.trainer.cpu;

/**
 * A tile's values, four rows together: vector v of row {@code 4 q + k} stands at {@code q stride +
 * (4 v + k) lanes}.
 *
 * <p>So sums over points walk through memory in order, at a constant stride, which lets C2 check
 * indices once a loop; and sums over rows read four lines at a time.
 */
final class PanelBuffer {
  /** Rows, a multiple of four. */
  final int rows;

  /** Values between the starts of two quads of rows. */
  final int stride;

  final float[] values;

  /** The values, as {@link TrainingKernel#arrays} has them. */
  final float[][] arrays;

  PanelBuffer(int rows, int vectors, int lanes) {
    this.rows = PackedMatrix.padded(rows);
    // A vector of each row more: at a power of two, all quads would share few lines of the cache.
    this.stride = (vectors + 1) * 4 * lanes;
    this.values = new float[this.rows / 4 * stride];
    this.arrays = new float[][] {values};
  }

  /** Where a row begins. */
  int start(int row, int lanes) {
    return (row >> 2) * stride + (row & 3) * lanes;
  }
}
