package dev.sirencast.siren;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A network as the kernels read it: the first layer, then the others, weights folded and packed.
 *
 * @param first the layer that takes the coordinates
 * @param rest the other layers, the linear one last
 */
record PackedNetwork(FirstLayer first, List<PackedLayer> rest) {
  static PackedNetwork of(SirenWeights weights) {
    List<PackedLayer> rest =
        IntStream.range(1, weights.architecture().layers())
            .mapToObj(layer -> PackedLayer.fold(weights, layer))
            .toList();
    return new PackedNetwork(FirstLayer.fold(weights), rest);
  }

  /** The number of outputs. */
  int outputs() {
    return rest.get(rest.size() - 1).rows;
  }

  /** The largest number of values that a point has after any layer, in whole blocks. */
  int depth() {
    // The layer after the first has as many columns as the first has rows.
    return rest.stream()
        .mapToInt(layer -> Math.max(layer.paddedRows, PackedLayer.padded(layer.columns)))
        .max()
        .orElseThrow();
  }
}
