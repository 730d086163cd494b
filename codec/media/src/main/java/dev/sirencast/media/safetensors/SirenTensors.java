package dev.sirencast.media.safetensors;

import dev.sirencast.quantization.Float16;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A sine network's weights among named tensors, and back.
 *
 * <p>Layers are in the order of the numbers in their names, whatever stands around them: {@code
 * layers.0.weight}, {@code net.0.linear.weight}, {@code net.net.0.0.weight} and {@code fc1.weight}
 * are all understood, and {@code last_layer.weight} behind all numbers; what is no layer's is left
 * out. Written are {@code layers.N.weight} (outputs x inputs) and {@code layers.N.bias}.
 */
public final class SirenTensors {
  private final List<Safetensors.Tensor> tensors;
  private final List<String> names;
  private final String layersText;
  private final String leftText;

  private SirenTensors(
      List<Safetensors.Tensor> tensors, List<String> names, String layersText, String leftText) {
    this.tensors = tensors;
    this.names = names;
    this.layersText = layersText;
    this.leftText = leftText;
  }

  /** Finds a network's weights among tensors of floats, as {@link #find(Safetensors)} does. */
  public static SirenTensors find(Map<String, Safetensors.Tensor> all) {
    return find(new Safetensors(all, Map.of()));
  }

  /**
   * Finds a network's weights.
   *
   * @throws IllegalArgumentException if the tensors are no weights and biases of layers that fit
   *     each other, or those of several networks; the message says which, and what was expected
   */
  public static SirenTensors find(Safetensors file) {
    LayerChain chain = LayerSearch.find(file);
    List<Safetensors.Tensor> tensors = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (NamedLayer layer : chain.layers()) {
      names.add(layer.weightName());
      tensors.add(layer.weight());
      names.add(layer.biasName());
      tensors.add(Objects.requireNonNull(layer.bias()));
    }
    SirenTensors found =
        new SirenTensors(tensors, names, chain.text(), LayerSearch.leftText(file, names));
    found.requireFinite();
    return found;
  }

  /**
   * Checks that every weight has 16 bits of its own.
   *
   * @param weights those found, or what became of them
   * @throws IllegalArgumentException if one has not; the message names the tensor and the value
   */
  public void requireHalves(SirenWeights weights) {
    for (int id = 0; id < names.size(); id++) {
      require(id, weights.tensors().get(id).toArray(), Float16::holds, "which is no float16");
    }
  }

  private void requireFinite() {
    for (int id = 0; id < names.size(); id++) {
      require(id, tensors.get(id).toArray(), Float::isFinite, "weights must be finite");
    }
  }

  /** What must be true of a weight. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(float value);
  }

  private void require(int id, float[] values, Condition condition, String expected) {
    for (float value : values) {
      if (!condition.holds(value)) {
        throw new IllegalArgumentException(
            "tensor " + Safetensors.shown(names.get(id)) + " holds " + value + ", " + expected);
      }
    }
  }

  /** The first and the last layer by their names, as in {@code layers.0 to layers.4}. */
  public String layersText() {
    return layersText;
  }

  /** The tensors that are no layer's, by name and shape or dtype; empty where there is none. */
  public String leftText() {
    return leftText;
  }

  /** The names, weight and bias of layer 0, of layer 1, and so on. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** Returns the network's shape with the given factors. */
  public SirenArchitecture architecture(double first, double hidden, double last) {
    List<Integer> firstShape = tensors.get(0).shape();
    return new SirenArchitecture(
        firstShape.get(1),
        firstShape.get(0),
        tensors.size() / 2 - 2,
        tensors.get(tensors.size() - 2).shape().get(0),
        first,
        hidden,
        last);
  }

  /** Returns the weights in a network's shape. */
  public SirenWeights weights(SirenArchitecture architecture) {
    List<WeightTensor> weights = new ArrayList<>();
    for (int id = 0; id < tensors.size(); id++) {
      weights.add(
          WeightTensor.of(
              architecture.tensorRows(id),
              architecture.tensorColumns(id),
              tensors.get(id).toArray()));
    }
    return SirenWeights.of(architecture, weights);
  }

  /** Returns weights as named tensors. */
  public static Map<String, Safetensors.Tensor> of(SirenWeights weights) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (int id = 0; id < weights.tensors().size(); id++) {
      WeightTensor tensor = weights.tensors().get(id);
      List<Integer> shape =
          SirenArchitecture.isMatrix(id)
              ? List.of(tensor.rows(), tensor.columns())
              : List.of(tensor.rows());
      tensors.put(SirenWeights.name(id), new Safetensors.Tensor(shape, tensor.toArray()));
    }
    return tensors;
  }
}
