package dev.sirencast.siren;

/**
 * A layer after the first as the kernels read it: omega0 and pi folded into its weights, packed by
 * {@value #BLOCK} neurons.
 *
 * <p>A sine layer {@code sin(omega0 (W x + b))} becomes {@code sinpi(W' x + b')} with {@code W' = W
 * omega0 / pi} and {@code b' = b omega0 / pi}, each computed in double and rounded once: the
 * activation then needs no product with pi, and its reduction to one period is exact. The linear
 * layer has its factor folded in.
 *
 * <p>Neurons {@code 8 k} to {@code 8 k + 7} lie side by side, column after column; the rows are
 * filled up with zeros to a whole block. Immutable by convention (the kernels only read the arrays)
 * and thread-safe.
 */
final class PackedLayer {
  /** Neurons that lie side by side. */
  static final int BLOCK = 8;

  final int rows;
  final int columns;

  /** Rows filled up to whole blocks. */
  final int paddedRows;

  /** Whether the layer ends in a sine. */
  final boolean sine;

  /**
   * Whether no input in [-1, 1] can drive a pre-activation out of {@link SinPi}'s fast range. True
   * for any trained network; a kernel takes the checked sine where it is false.
   */
  final boolean bounded;

  /** Weight of neuron r and input c at {@link #index}. */
  final float[] weights;

  /** Bias of neuron r at r, then zeros. */
  final float[] biases;

  private PackedLayer(WeightTensor weight, WeightTensor bias, boolean sine, double factor) {
    this.rows = weight.rows();
    this.columns = weight.columns();
    this.paddedRows = padded(rows);
    this.sine = sine;
    this.weights = new float[paddedRows * columns];
    this.biases = new float[paddedRows];
    double reach = 0;
    for (int r = 0; r < rows; r++) {
      biases[r] = (float) (factor * bias.get(r));
      double sum = Math.abs(biases[r]);
      for (int c = 0; c < columns; c++) {
        float w = (float) (factor * weight.get(r * columns + c));
        weights[index(r, c)] = w;
        sum += Math.abs(w);
      }
      // Math.max, unlike a comparison, keeps a NaN, which then counts as unbounded.
      reach = Math.max(reach, sum);
    }
    // Half the range leaves room for the rounding of the sum in float.
    this.bounded = reach <= SinPi.RANGE / 2;
  }

  /** Returns a layer of a network, any but the first. */
  static PackedLayer fold(SirenWeights weights, int layer) {
    SirenArchitecture architecture = weights.architecture();
    boolean sine = architecture.isSine(layer);
    double factor = architecture.omega0(layer) / (sine ? Math.PI : 1);
    return new PackedLayer(weights.weight(layer), weights.bias(layer), sine, factor);
  }

  /** Neurons filled up to whole blocks. */
  static int padded(int neurons) {
    return (neurons + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Where the weight of neuron {@code row} for input {@code column} stands. */
  int index(int row, int column) {
    return (row / BLOCK * columns + column) * BLOCK + row % BLOCK;
  }
}
