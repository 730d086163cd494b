package dev.sirencast.media.safetensors;

import java.util.Comparator;
import java.util.List;

/** Layers in the order of their places, which are a network if they fit each other. */
final class LayerChain {
  private final List<NamedLayer> layers;

  private LayerChain(List<NamedLayer> layers) {
    this.layers = layers;
  }

  static LayerChain of(List<NamedLayer> layers) {
    return new LayerChain(layers.stream().sorted(Comparator.comparing(NamedLayer::place)).toList());
  }

  List<NamedLayer> layers() {
    return layers;
  }

  /** The first and the last layer, as in {@code layers.0 to layers.4}. */
  String text() {
    return shown(layers.get(0)) + " to " + shown(layers.get(layers.size() - 1));
  }

  private static String shown(NamedLayer layer) {
    String quoted = Safetensors.shown(layer.name());
    return quoted.substring(1, quoted.length() - 1);
  }

  boolean isNetwork() {
    try {
      requireNetwork();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Checks that these are a network's layers.
   *
   * @throws IllegalArgumentException if not; the message names the tensor
   */
  void requireNetwork() {
    for (int i = 0; i < layers.size(); i++) {
      NamedLayer layer = layers.get(i);
      if (i > 0 && layer.place().equals(layers.get(i - 1).place())) {
        throw new IllegalArgumentException(
            "tensors "
                + Safetensors.shown(layers.get(i - 1).weightName())
                + " and "
                + Safetensors.shown(layer.weightName())
                + " are the same layer's");
      }
      if (layer.bias() == null) {
        throw new IllegalArgumentException(
            "there is no bias beside " + Safetensors.shown(layer.weightName()));
      }
    }
    if (layers.size() < 2) {
      throw new IllegalArgumentException("a network has two layers or more, got " + layers.size());
    }
    requireShapes();
  }

  private void requireShapes() {
    int features = layers.get(0).outputs();
    for (int i = 0; i < layers.size(); i++) {
      NamedLayer layer = layers.get(i);
      boolean last = i == layers.size() - 1;
      boolean fits =
          NamedLayer.isMatrix(layer.weight())
              && (i == 0 || layer.inputs() == features)
              && (last || layer.outputs() == features);
      if (!fits) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(layer.weightName())
                + " is "
                + layer.weight().shapeText()
                + "; a sine network's layers are FxI, FxF, ..., OxF"
                + (i > 0 ? ", here with F = " + features : ""));
      }
      if (layer.bias().size() != layer.outputs() || layer.bias().shape().size() != 1) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(layer.biasName())
                + " is "
                + layer.bias().shapeText()
                + ", expected "
                + layer.outputs());
      }
    }
  }
}
