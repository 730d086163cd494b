package dev.sirencast.encoder.rounding.layerwise;

/**
 * The inverse of all layers' Gauss-Newton matrices, each the Kronecker product of its two factors,
 * damped.
 */
final class Preconditioner {
  private static final double DAMPING = 0.03;

  private final LdlDecomposition[] inputs;
  private final LdlDecomposition[] outputs;

  /**
   * @param outputs G of every layer
   */
  Preconditioner(SampledNetwork network, double[][][] outputs) {
    this.inputs = new LdlDecomposition[outputs.length];
    this.outputs = new LdlDecomposition[outputs.length];
    for (int layer = 0; layer < outputs.length; layer++) {
      this.inputs[layer] = LdlDecomposition.of(LayerStatistics.gram(network, layer), DAMPING);
      this.outputs[layer] = LdlDecomposition.of(outputs[layer], DAMPING);
    }
  }

  /** Returns {@code G^-1 R A^-1} of a layer's matrix R. */
  float[] apply(int layer, float[] r) {
    int columns = inputs[layer].size();
    int rows = outputs[layer].size();
    double[][] work = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        work[i][j] = r[i * columns + j];
      }
      work[i] = inputs[layer].solve(work[i]);
    }
    float[] z = new float[r.length];
    double[] column = new double[rows];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        column[i] = work[i][j];
      }
      double[] solved = outputs[layer].solve(column);
      for (int i = 0; i < rows; i++) {
        z[i * columns + j] = (float) solved[i];
      }
    }
    return z;
  }
}
