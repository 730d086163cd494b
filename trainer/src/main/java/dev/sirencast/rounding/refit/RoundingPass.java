package dev.sirencast.rounding.refit;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One way through all layers: the free layers are refitted, some columns rounded, and so on.
 *
 * <p>What rounding a layer costs in the end is less than its statistics say, as the layers after it
 * are refitted: the share that is left is measured, and the next pass's steps grow where it is
 * small.
 */
final class RoundingPass {
  /** Stretches of a hidden layer's columns, with a refit between them. */
  private static final int STRETCHES = 3;

  private static final double LEAST_SHARE = 0.25;
  private static final double LARGEST_SHARE = 2;

  private final SampledNetwork network;
  private final FactoredStatistics preconditioner;
  private final float[][] layers;
  private final boolean[][] free;
  private final List<QuantizedTensor> tensors = new ArrayList<>();
  private final double[] errors;

  /**
   * @param layers the matrices to round; changed in place
   * @param free by layer and column, whether it is to be rounded; changed in place
   */
  RoundingPass(
      SampledNetwork network,
      FactoredStatistics preconditioner,
      float[][] layers,
      boolean[][] free) {
    this.network = network;
    this.preconditioner = preconditioner;
    this.layers = layers;
    this.free = free;
    this.errors = new double[layers.length + 1];
  }

  /**
   * Rounds everything.
   *
   * @param step what rounding by one step moves the outputs by
   * @param shares by layer; receives those measured
   */
  List<QuantizedTensor> run(double step, double[] shares) {
    network.evaluate(layers, 0);
    double[] expected = new double[layers.length];
    for (int layer = 0; layer < layers.length; layer++) {
      double own = step / Math.sqrt(shares[layer]);
      int sent = 0;
      for (boolean column : free[layer]) {
        sent += column ? layers[layer].length / free[layer].length : 0;
      }
      expected[layer] = sent * own * own / 12;
      round(layer, own);
    }
    errors[layers.length] = network.error();
    for (int layer = 0; layer < layers.length; layer++) {
      if (expected[layer] > 0) {
        double share = (errors[layer + 1] - errors[layer]) / expected[layer];
        shares[layer] = Math.max(LEAST_SHARE, Math.min(LARGEST_SHARE, share));
      }
    }
    return List.copyOf(tensors);
  }

  private void round(int layer, double step) {
    LayerSymbols symbols = new LayerSymbols(layers[layer], free[layer]);
    boolean hidden = layer > 0 && layer < layers.length - 1;
    int stretches = Math.min(symbols.left(), hidden ? STRETCHES : 1);
    errors[layer] = network.error();
    for (int stretch = 0; stretch < stretches; stretch++) {
      OutputRefit.apply(network, preconditioner, layers, layer, free);
      errors[layer] = stretch == 0 ? network.error() : errors[layer];
      LayerStatistics statistics = LayerStatistics.of(network, layer, layer + 1);
      int count = symbols.left() / (stretches - stretch);
      symbols.round(statistics.outputs(layer), statistics.inputs(layer), step, count);
      network.evaluate(layers, layer);
    }
    symbols.addTo(tensors);
  }
}
