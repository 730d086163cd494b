package dev.sirencast.siren;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as the kernels read it: the first layer, then the others, weights folded and packed.
 *
 * @param first the layer that takes the coordinates
 * @param rest the other layers, the linear one last
 */
record PackedNetwork(FirstLayer first, List<PackedLayer> rest) {
  static PackedNetwork of(SirenWeights weights) {
    List<PackedLayer> rest = new ArrayList<>();
    for (int layer = 1; layer < weights.architecture().layers(); layer++) {
      rest.add(PackedLayer.fold(weights, layer));
    }
    return new PackedNetwork(FirstLayer.fold(weights), List.copyOf(rest));
  }

  /** The number of outputs. */
  int outputs() {
    return rest.get(rest.size() - 1).rows;
  }

  /** The largest number of values that a point has after any layer, in whole blocks. */
  int depth() {
    // The layer after the first has as many columns as the first has rows.
    int depth = 0;
    for (PackedLayer layer : rest) {
      depth = Math.max(depth, Math.max(layer.paddedRows, PackedLayer.padded(layer.columns)));
    }
    return depth;
  }
}
