package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.ArrayList;
import java.util.List;

/** One way through all layers: what is free is refitted, some columns rounded, and so on. */
final class RoundingPass {
  private final Refit refit;
  private final double[][] gains;
  private final float[][] layers;
  private final boolean[][] free;

  /**
   * @param gains by layer and row, the mean square of the outputs' derivatives for {@code W h + b}
   * @param layers the matrices to round; changed in place
   * @param free by layer and column, whether it is to be rounded; changed in place
   */
  RoundingPass(Refit refit, double[][] gains, float[][] layers, boolean[][] free) {
    this.refit = refit;
    this.gains = gains;
    this.layers = layers;
    this.free = free;
  }

  /**
   * Rounds everything.
   *
   * @param scale what rounding by one step moves the outputs by
   */
  List<QuantizedTensor> run(double scale, RoundingShares shares) {
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int layer = 0; layer < layers.length; layer++) {
      double own = shares.begin(layer, scale, sent(layer));
      LayerRounding rounding = new LayerRounding(layers[layer], free[layer], gains[layer]);
      int stretches = Math.min(rounding.left(), refit.stretches(layer));
      if (stretches == 0) {
        refit.rounded(layers, layer);
      }
      for (int stretch = 0; stretch < stretches; stretch++) {
        refit.apply(layers, layer, free);
        if (stretch == 0) {
          shares.refitted(layer);
        }
        int count = rounding.left() / (stretches - stretch);
        rounding.round(refit.hessian(layer), own, refit.price(), count);
        refit.rounded(layers, layer);
      }
      rounding.addTo(tensors);
    }
    shares.end();
    return tensors;
  }

  private int sent(int layer) {
    int sent = 0;
    for (boolean column : free[layer]) {
      sent += column ? gains[layer].length : 0;
    }
    return sent;
  }
}
