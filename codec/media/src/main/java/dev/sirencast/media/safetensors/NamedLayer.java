package dev.sirencast.media.safetensors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer among named tensors: a matrix, outputs x inputs, and its bias.
 *
 * @param name what both tensors' names begin with
 * @param place in the network
 * @param weight the matrix, or what stands in its place
 * @param bias null where there is none
 */
record NamedLayer(
    String name, LayerPlace place, Safetensors.Tensor weight, Safetensors.@Nullable Tensor bias) {
  /** What a layer has, which is the end of its tensors' names. */
  static final String WEIGHT = "weight";

  static final String BIAS = "bias";

  /** Whether a tensor is a matrix, or the kernel of a convolution of one point. */
  static boolean isMatrix(Safetensors.Tensor tensor) {
    List<Integer> shape = tensor.shape();
    return shape.size() >= 2 && shape.stream().skip(2).allMatch(axis -> axis == 1);
  }

  int outputs() {
    return weight.shape().get(0);
  }

  int inputs() {
    return weight.shape().get(1);
  }

  String weightName() {
    return tensorName(WEIGHT);
  }

  String biasName() {
    return tensorName(BIAS);
  }

  private String tensorName(String part) {
    return name.isEmpty() ? part : name + "." + part;
  }
}
