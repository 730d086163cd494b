package dev.sirencast.trainer.cpu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums over a tile's rows, and one row for all of them: products with matrices of ones. A thread's
 * own.
 *
 * @param <B> the kernel's buffers
 */
final class Broadcasts<B> {
  private final TrainingKernel<B> kernel;
  private final Map<Integer, PackedMatrix> wide = new HashMap<>();
  private final Map<Integer, PackedMatrix> tall = new HashMap<>();
  private final Map<Integer, PackedMatrix> columns = new HashMap<>();

  Broadcasts(TrainingKernel<B> kernel) {
    this.kernel = kernel;
  }

  /** Sets the first row of {@code sum} to the sum of a buffer's rows. */
  void sum(B values, int rows, B sum, int points) {
    kernel.affine(wide.computeIfAbsent(rows, n -> ones(1, n)), values, sum, points);
  }

  /** Sets each row to the first of {@code row}. */
  void spread(B row, int rows, B out, int points) {
    PackedMatrix column = tall.computeIfAbsent(rows, n -> ones(n, 1));
    Arrays.fill(column.biases, 0f);
    kernel.affine(column, row, out, points);
  }

  /** The same, with a number for each row added. */
  void spread(B row, int rows, float[] added, B out, int points) {
    PackedMatrix column = tall.computeIfAbsent(rows, n -> ones(n, 1));
    System.arraycopy(added, 0, column.biases, 0, rows);
    kernel.affine(column, row, out, points);
  }

  /** Sets each row to the first of {@code row} times a number. */
  void outer(float[] column, B row, B out, int points) {
    PackedMatrix factors = columns.computeIfAbsent(column.length, n -> new PackedMatrix(n, 1));
    factors.fill(column, 0, 1f);
    kernel.affine(factors, row, out, points);
  }

  private static PackedMatrix ones(int rows, int columns) {
    PackedMatrix matrix = new PackedMatrix(rows, columns);
    float[] ones = new float[rows * columns];
    Arrays.fill(ones, 1f);
    matrix.fill(ones, 0, 1f);
    return matrix;
  }
}
