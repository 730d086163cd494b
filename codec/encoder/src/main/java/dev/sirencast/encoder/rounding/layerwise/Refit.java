package dev.sirencast.encoder.rounding.layerwise;

/** What makes up for errors made so far, before a layer's columns are rounded. */
interface Refit {
  /**
   * Squared error of the outputs, in squares of the scale, that a bit is worth where errors stay:
   * rounding's falls by 2 ln 2 of {@code scale^2 / 12} a bit, of which a quarter was found to work
   * best.
   */
  double PRICE = 0.03;

  /** Squared error of the outputs, in squares of the scale, that a bit is worth. */
  default double price() {
    return PRICE;
  }

  /** How many stretches a layer's columns are rounded in, each after another refit. */
  int stretches(int layer);

  /**
   * Moves what is free.
   *
   * @param layers the matrices, those before {@code layer} rounded; changed in place
   * @param free by layer and column, whether the column may change
   */
  void apply(float[][] layers, int layer, boolean[][] free);

  /** The matrix H by which a row's errors e cost {@code e^T H e} in what the layer makes. */
  double[][] hessian(int layer);

  /** Hears that some columns of a layer were rounded, or that none of it is. */
  void rounded(float[][] layers, int layer);
}
