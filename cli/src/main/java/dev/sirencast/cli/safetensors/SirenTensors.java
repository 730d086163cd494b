package dev.sirencast.cli.safetensors;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sine network's weights among named tensors, and back.
 *
 * <p>Layers are known by the numbers in their names, whatever stands around them: {@code
 * layers.0.weight}, {@code net.0.linear.weight} and {@code net.net.0.0.weight} are all understood.
 * Written are {@code layers.N.weight} (outputs x inputs) and {@code layers.N.bias}.
 */
public final class SirenTensors {
  private static final Pattern NAME = Pattern.compile(".*?(\\d+(?:\\.\\d+)*)\\..*?(weight|bias)");

  private final List<Safetensors.Tensor> tensors;
  private final List<String> names;

  private SirenTensors(List<Safetensors.Tensor> tensors, List<String> names) {
    this.tensors = tensors;
    this.names = names;
  }

  /** The place of a layer by its name: one number, or several. */
  private record Place(List<Integer> numbers) implements Comparable<Place> {
    static Place parse(String text) {
      List<Integer> numbers = new ArrayList<>();
      for (String number : text.split("\\.")) {
        numbers.add(Integer.parseInt(number));
      }
      return new Place(numbers);
    }

    @Override
    public int compareTo(Place other) {
      for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
        int order = Integer.compare(numbers.get(i), other.numbers.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(numbers.size(), other.numbers.size());
    }
  }

  /**
   * Finds a network's weights.
   *
   * @throws IllegalArgumentException if the tensors are no weights and biases of layers that fit
   *     each other; the message says which is not, and what was expected
   */
  public static SirenTensors find(Map<String, Safetensors.Tensor> all) {
    Map<Place, Map<String, String>> layers = new TreeMap<>();
    for (String name : all.keySet()) {
      Matcher matcher = NAME.matcher(name);
      if (!matcher.matches() || matcher.group(1).length() > 30) {
        throw new IllegalArgumentException(
            "tensor '" + name + "' is no layer's; expected names such as layers.0.weight");
      }
      Map<String, String> layer =
          layers.computeIfAbsent(Place.parse(matcher.group(1)), p -> new LinkedHashMap<>());
      String other = layer.put(matcher.group(2), name);
      if (other != null) {
        throw new IllegalArgumentException(
            "tensors '" + other + "' and '" + name + "' are the same layer's");
      }
    }
    List<Safetensors.Tensor> tensors = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Map.Entry<Place, Map<String, String>> layer : layers.entrySet()) {
      for (String part : List.of("weight", "bias")) {
        String name = layer.getValue().get(part);
        if (name == null) {
          throw new IllegalArgumentException(
              "there is no " + part + " beside " + layer.getValue().values());
        }
        names.add(name);
        tensors.add(all.get(name));
      }
    }
    SirenTensors found = new SirenTensors(tensors, names);
    found.requireLayers();
    return found;
  }

  private void requireLayers() {
    if (tensors.size() < 4) {
      throw new IllegalArgumentException(
          "a network has two layers or more, got " + tensors.size() / 2);
    }
    int features = -1;
    for (int layer = 0; layer < tensors.size() / 2; layer++) {
      List<Integer> shape = tensors.get(2 * layer).shape();
      boolean last = layer == tensors.size() / 2 - 1;
      boolean fits =
          shape.size() == 2
              && (layer == 0 || shape.get(1) == features)
              && (layer == 0 || last || shape.get(0) == features);
      if (!fits) {
        throw new IllegalArgumentException(
            "tensor '"
                + names.get(2 * layer)
                + "' is "
                + tensors.get(2 * layer).shapeText()
                + "; a sine network's layers are FxI, FxF, ..., OxF"
                + (features > 0 ? ", here with F = " + features : ""));
      }
      features = layer == 0 ? shape.get(0) : features;
      if (!tensors.get(2 * layer + 1).shape().equals(List.of(shape.get(0)))) {
        throw new IllegalArgumentException(
            "tensor '"
                + names.get(2 * layer + 1)
                + "' is "
                + tensors.get(2 * layer + 1).shapeText()
                + ", expected "
                + shape.get(0));
      }
    }
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
              architecture.rows(id / 2),
              SirenWeights.columns(architecture, id),
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
          id % 2 == 0 ? List.of(tensor.rows(), tensor.columns()) : List.of(tensor.rows());
      tensors.put(SirenWeights.name(id), new Safetensors.Tensor(shape, tensor.toArray()));
    }
    return tensors;
  }
}
