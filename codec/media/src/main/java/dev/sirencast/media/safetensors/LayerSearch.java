package dev.sirencast.media.safetensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds one network's layers among the tensors of a checkpoint, whatever else it holds: grids of
 * coordinates, counters, an optimiser's state.
 *
 * <p>A layer is a matrix {@code X.weight} and {@code X.bias}. All layers together are tried first,
 * in the order of their {@link LayerPlace}s; then those whose names begin alike. Exactly one such
 * choice has to fit.
 */
final class LayerSearch {
  private static final Set<String> OPTIMISER =
      Set.of(
          "optimizer",
          "optimiser",
          "optim",
          "optimizer_state",
          "exp_avg",
          "exp_avg_sq",
          "momentum_buffer");
  private static final int MAX_NAMED = 6;

  private final Safetensors file;
  private final Map<String, NamedLayer> layers = new TreeMap<>();

  private LayerSearch(Safetensors file) {
    this.file = file;
  }

  /**
   * Returns the network's layers.
   *
   * @throws IllegalArgumentException if there is none, or more than one; the message lists what is
   *     there
   */
  static LayerChain find(Safetensors file) {
    LayerSearch search = new LayerSearch(file);
    search.collect();
    LayerChain chain = search.choose();
    search.requireNoOther(chain);
    return chain;
  }

  private void collect() {
    for (String tensor : file.tensors().keySet()) {
      if (part(tensor).equals(NamedLayer.WEIGHT) && !isOptimisers(tensor)) {
        String name = owner(tensor);
        Safetensors.Tensor weight = file.tensors().get(tensor);
        if (NamedLayer.isMatrix(weight)) {
          Safetensors.Tensor bias = file.tensors().get(sibling(name, NamedLayer.BIAS));
          layers.put(name, new NamedLayer(name, place(name, weight), weight, bias));
        }
      }
    }
    if (layers.isEmpty()) {
      requireReadable(file.others().keySet());
      throw new IllegalArgumentException(
          "holds no layers, only "
              + shown(List.copyOf(all()))
              + "; expected names such as"
              + " layers.0.weight and layers.0.bias");
    }
  }

  private Set<String> all() {
    Map<String, String> all = new LinkedHashMap<>(file.others());
    file.tensors().keySet().forEach(name -> all.put(name, ""));
    return all.keySet();
  }

  /** Where the name says no place, the shape does: the first layer widens, the last narrows. */
  private static LayerPlace place(String name, Safetensors.Tensor weight) {
    LayerPlace place = LayerPlace.parse(name);
    return place.isKnown()
        ? place
        : LayerPlace.atEnd(weight.shape().get(0) < weight.shape().get(1));
  }

  private LayerChain choose() {
    LayerChain whole = LayerChain.of(List.copyOf(layers.values()));
    if (whole.isNetwork()) {
      return whole;
    }
    List<LayerChain> fitting =
        groups().values().stream().map(LayerChain::of).filter(LayerChain::isNetwork).toList();
    if (fitting.size() > 1) {
      throw new IllegalArgumentException(
          "holds "
              + fitting.size()
              + " networks, expected one: "
              + fitting.stream()
                  .limit(MAX_NAMED)
                  .map(LayerChain::text)
                  .collect(Collectors.joining("; ")));
    }
    if (fitting.isEmpty()) {
      whole.requireNetwork();
    }
    return fitting.get(0);
  }

  /** The layers by what their names begin with, behind what all begin with. */
  private Map<String, List<NamedLayer>> groups() {
    int common = common();
    Map<String, List<NamedLayer>> groups = new TreeMap<>();
    List<NamedLayer> ends = new ArrayList<>();
    for (NamedLayer layer : layers.values()) {
      String component = components(layer.name()).get(common);
      boolean end =
          LayerPlace.parse(component).numbers().stream()
              .anyMatch(number -> number == -1 || number == Integer.MAX_VALUE);
      (end
              ? ends
              : groups.computeIfAbsent(
                  component.replaceFirst("[0-9]+$", ""), group -> new ArrayList<>()))
          .add(layer);
    }
    groups.values().forEach(group -> group.addAll(ends));
    return groups;
  }

  /** How many components all names share at their beginning, the last of each left aside. */
  private int common() {
    List<String> first = components(layers.keySet().iterator().next());
    int common = 0;
    while (true) {
      for (String name : layers.keySet()) {
        List<String> components = components(name);
        if (components.size() <= common + 1
            || first.size() <= common + 1
            || !components.get(common).equals(first.get(common))) {
          return common;
        }
      }
      common++;
    }
  }

  /** Refuses what stands among the chosen layers and changes what they compute. */
  private void requireNoOther(LayerChain chain) {
    Set<String> roots =
        chain.layers().stream().map(layer -> root(layer.name())).collect(Collectors.toSet());
    List<String> among = all().stream().filter(name -> roots.contains(root(owner(name)))).toList();
    requireReadable(among);
    for (String tensor : among) {
      boolean isNorm =
          part(tensor).equals(NamedLayer.WEIGHT)
              && file.tensors().containsKey(sibling(owner(tensor), NamedLayer.BIAS))
              && !layers.containsKey(owner(tensor))
              && !isOptimisers(tensor);
      if (isNorm) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(tensor)
                + " is "
                + file.tensors().get(tensor).shapeText()
                + ", no matrix: a sine network has no normalisation");
      }
    }
  }

  /** Refuses layers in numbers that are no floats. */
  private void requireReadable(Iterable<String> names) {
    for (String name : names) {
      boolean isLayers = part(name).equals(NamedLayer.WEIGHT) || part(name).equals(NamedLayer.BIAS);
      if (isLayers && file.others().containsKey(name) && !isOptimisers(name)) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(name)
                + " is "
                + file.others().get(name)
                + ", expected F32, F16, BF16 or F64");
      }
    }
  }

  /** The first components of a name, without numbers. */
  private static String root(String name) {
    return components(name).get(0).replaceFirst("[0-9]+$", "");
  }

  private static String shown(List<String> names) {
    String some =
        names.stream().limit(MAX_NAMED).map(Safetensors::shown).collect(Collectors.joining(", "));
    int more = names.size() - MAX_NAMED;
    return names.isEmpty() ? "nothing" : more > 0 ? some + " and " + more + " more" : some;
  }

  private static boolean isOptimisers(String tensor) {
    return components(tensor).stream().anyMatch(OPTIMISER::contains);
  }

  private static List<String> components(String name) {
    return Arrays.asList(name.split("\\.", -1));
  }

  private static String part(String tensor) {
    return tensor.substring(tensor.lastIndexOf('.') + 1);
  }

  private static String owner(String tensor) {
    return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
  }

  private static String sibling(String layer, String part) {
    return layer.isEmpty() ? part : layer + "." + part;
  }

  /** The tensors that are none of a network's, with shapes or dtypes, in words; empty for none. */
  static String leftText(Safetensors file, List<String> used) {
    List<String> left = new ArrayList<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (!used.contains(name)) {
                left.add(Safetensors.shown(name) + " (" + tensor.shapeText() + ")");
              }
            });
    file.others().forEach((name, dtype) -> left.add(Safetensors.shown(name) + " (" + dtype + ")"));
    String some = left.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    int more = left.size() - MAX_NAMED;
    return more > 0 ? some + " and " + more + " more" : some;
  }
}
