package dev.sirencast.media.safetensors;

import dev.sirencast.quantization.Float16;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sine network's weights among named tensors, and back.
 *
 * <p>Layers are in the order of the numbers in their names, whatever stands around them: {@code
 * layers.0.weight}, {@code net.0.linear.weight} and {@code net.net.0.0.weight} are all understood,
 * and {@code last_layer.weight} behind all numbers. Written are {@code layers.N.weight} (outputs x
 * inputs) and {@code layers.N.bias}.
 */
public final class SirenTensors {
  private final List<Safetensors.Tensor> tensors;
  private final List<String> names;

  private SirenTensors(List<Safetensors.Tensor> tensors, List<String> names) {
    this.tensors = tensors;
    this.names = names;
  }

  /**
   * Finds a network's weights.
   *
   * @throws IllegalArgumentException if the tensors are no weights and biases of layers that fit
   *     each other; the message says which is not, and what was expected
   */
  public static SirenTensors find(Map<String, Safetensors.Tensor> all) {
    List<Safetensors.Tensor> tensors = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Map<String, String> layer : layers(all).values()) {
      for (String part : LayerPlace.PARTS) {
        String name = layer.get(part);
        if (name == null) {
          throw new IllegalArgumentException(
              "there is no "
                  + part
                  + " beside "
                  + Safetensors.shown(layer.values().iterator().next()));
        }
        names.add(name);
        tensors.add(all.get(name));
      }
    }
    SirenTensors found = new SirenTensors(tensors, names);
    found.requireLayers();
    found.requireFinite();
    return found;
  }

  /** The names of the weight and the bias at every place. */
  private static Map<LayerPlace, Map<String, String>> layers(Map<String, Safetensors.Tensor> all) {
    Map<LayerPlace, Map<String, String>> layers = new TreeMap<>();
    for (String name : all.keySet()) {
      Map<String, String> layer =
          layers.computeIfAbsent(LayerPlace.parse(name), place -> new LinkedHashMap<>());
      String other = layer.put(LayerPlace.part(name), name);
      if (other != null) {
        throw new IllegalArgumentException(
            "tensors "
                + Safetensors.shown(other)
                + " and "
                + Safetensors.shown(name)
                + " are the same layer's");
      }
    }
    return layers;
  }

  private void requireLayers() {
    if (tensors.size() < 4) {
      throw new IllegalArgumentException(
          "a network has two layers or more, got " + tensors.size() / 2);
    }
    int features = -1;
    for (int layer = 0; layer < tensors.size() / 2; layer++) {
      int weight = SirenArchitecture.weightId(layer);
      int bias = SirenArchitecture.biasId(layer);
      List<Integer> shape = tensors.get(weight).shape();
      boolean last = layer == tensors.size() / 2 - 1;
      boolean fits =
          shape.size() == 2
              && (layer == 0 || shape.get(1) == features)
              && (layer == 0 || last || shape.get(0) == features);
      if (!fits) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(names.get(weight))
                + " is "
                + tensors.get(weight).shapeText()
                + "; a sine network's layers are FxI, FxF, ..., OxF"
                + (features > 0 ? ", here with F = " + features : ""));
      }
      features = layer == 0 ? shape.get(0) : features;
      if (!tensors.get(bias).shape().equals(List.of(shape.get(0)))) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(names.get(bias))
                + " is "
                + tensors.get(bias).shapeText()
                + ", expected "
                + shape.get(0));
      }
    }
  }

  private void requireFinite() {
    require(Float::isFinite, "weights must be finite");
  }

  /**
   * Checks that every weight has 16 bits of its own.
   *
   * @throws IllegalArgumentException if one has not; the message names the tensor and the value
   */
  public void requireHalves() {
    require(Float16::holds, "which is no float16");
  }

  /** What must be true of a weight. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(float value);
  }

  private void require(Condition condition, String expected) {
    for (int id = 0; id < tensors.size(); id++) {
      for (float value : tensors.get(id).toArray()) {
        if (!condition.holds(value)) {
          throw new IllegalArgumentException(
              "tensor " + Safetensors.shown(names.get(id)) + " holds " + value + ", " + expected);
        }
      }
    }
  }

  /** The first and the last layer by their names, as in {@code layers.0 to layers.4}. */
  public String layersText() {
    return layerText(0) + " to " + layerText(names.size() - 2);
  }

  private String layerText(int id) {
    String name = names.get(id);
    String shown = Safetensors.shown(name.substring(0, name.lastIndexOf('.')));
    return shown.substring(1, shown.length() - 1);
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
