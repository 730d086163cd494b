package dev.sirencast.rounding.refit;

/** The factors of all layers' statistics, damped: what preconditions the refitting. */
final class FactoredStatistics {
  private static final double DAMPING = 0.03;

  private final double[][][] inputs;
  private final double[][][] outputs;

  private FactoredStatistics(double[][][] inputs, double[][][] outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  static FactoredStatistics of(SampledNetwork network) {
    int layers = network.architecture().layers();
    LayerStatistics statistics = LayerStatistics.of(network, 0, layers);
    double[][][] inputs = new double[layers][][];
    double[][][] outputs = new double[layers][][];
    for (int layer = 0; layer < layers; layer++) {
      inputs[layer] = SymmetricMatrix.factor(statistics.inputs(layer), DAMPING);
      outputs[layer] = SymmetricMatrix.factor(statistics.outputs(layer), DAMPING);
    }
    return new FactoredStatistics(inputs, outputs);
  }

  /** By layer, the factors of A. */
  double[][][] inputs() {
    return inputs;
  }

  /** By layer, the factors of G. */
  double[][][] outputs() {
    return outputs;
  }
}
