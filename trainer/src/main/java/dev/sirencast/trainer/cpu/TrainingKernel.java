package dev.sirencast.trainer.cpu;

/**
 * The arithmetic of a tile of points: layers forward and back.
 *
 * <p>A buffer holds, for up to {@link #tilePoints} points, the values of some features; its layout
 * is the kernel's own. Its rows are filled up to a multiple of {@value PackedMatrix#QUAD}, and the
 * rows so added hold zeros (cosines 1, or what is multiplied by 0). Operations on {@code points}
 * points may compute more than these, up to the tile's end. Kernels have no state.
 *
 * @param <B> the kernel's buffers
 */
interface TrainingKernel<B> {
  /** The kernel's name, as in {@code vector-512}. */
  String name();

  /** The points of a tile that suit a network of {@code features} features. */
  int tilePoints(int features);

  /** Returns zeros for a number of features and points, the latter of {@link #tilePoints}. */
  B buffer(int rows, int tilePoints);

  /**
   * The arrays that a buffer's values lie in: those of buffers of as many rows have the same shape
   * and order, so that what is done with each value alone can be done with the arrays.
   */
  float[][] arrays(B buffer);

  /** Sets a row to {@code count} values from {@code first} on, and zeros from there to the end. */
  void load(float[] values, int first, int count, B buffer, int row);

  /** Writes a row's values 0 to {@code count - 1} to {@code out[offset + i stride]}. */
  void store(B buffer, int row, int count, float[] out, int offset, int stride);

  /** {@code Z = W X + b}. */
  void affine(PackedMatrix w, B x, B z, int points);

  /** Replaces turns t by {@code sin 2 pi t}, and sets the other buffer to {@code cos 2 pi t}. */
  void sinCos(B turns, B cosines, int points);

  /** Returns room for the sums of a layer's gradient. */
  LayerGradient gradient(int rows, int columns);

  /** Adds {@code D X^T} to the sums of a layer's weights. */
  void products(B deltas, B inputs, LayerGradient sums, int points);

  /**
   * Replaces cosines C by the deltas {@code D = G * C}, and adds the sums of each row to those of a
   * layer's biases.
   */
  void deltas(B gradients, B cosines, LayerGradient sums, int points);

  /** Adds the sums of each row to those of a layer's biases. */
  void rowSums(B deltas, LayerGradient sums, int points);

  /** Completes the sums: nothing is added any more. */
  void finish(LayerGradient sums);

  /**
   * Replaces outputs Y by {@code Y - T}, and by 0 from {@code points} on.
   *
   * @return the sum of their squares
   */
  double residual(B outputs, B targets, int points);

  /**
   * A step of Adam: with {@code g} the gradient, {@code m = 0.9 m + 0.1 g}, {@code v = 0.999 v +
   * 0.001 g^2} and {@code w -= rate rates m / (root sqrt(v) + 1e-8)}.
   */
  void adam(AdamMoments moments, float[] weights, float[] gradient, float[] rates, float rate);
}
