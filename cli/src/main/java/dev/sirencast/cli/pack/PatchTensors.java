package dev.sirencast.cli.pack;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The networks of patches as named tensors: those of a width in one stack.
 *
 * <p>The base is {@code base.layers.N.weight} (outputs x inputs) and {@code base.layers.N.bias}.
 * The n patches of width W are {@code patches.W.layers.N.weight} (n x outputs x inputs), {@code
 * patches.W.layers.N.bias} (n x outputs) and {@code patches.W.amplitude} (n); which patches they
 * are says the metadata, {@code patches.W.index}.
 */
final class PatchTensors {
  static final String BASE = "base.";
  static final String PATCHES = "patches.";

  private PatchTensors() {}

  /** Whether names are those of a base and patches. */
  static boolean isPatched(Iterable<String> names) {
    for (String name : names) {
      if (name.startsWith(PATCHES)) {
        return true;
      }
    }
    return false;
  }

  /** Returns weights as named tensors. */
  static Map<String, Safetensors.Tensor> of(PatchedWeights weights) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    SirenTensors.of(weights.base()).forEach((name, tensor) -> tensors.put(BASE + name, tensor));
    for (int width = 0; width < weights.family().widths().size(); width++) {
      List<PatchWeights> members = new ArrayList<>();
      members(weights, width).forEach(patch -> members.add(weights.patches().get(patch)));
      if (!members.isEmpty()) {
        String prefix = PATCHES + weights.family().widths().get(width) + ".";
        stack(members, weights.family().architecture(width), prefix, tensors);
      }
    }
    return tensors;
  }

  private static List<Integer> members(PatchedWeights weights, int width) {
    return IntStream.range(0, weights.patches().size())
        .filter(i -> weights.patches().get(i) != null && weights.patches().get(i).width() == width)
        .boxed()
        .toList();
  }

  private static void stack(
      List<PatchWeights> members,
      SirenArchitecture architecture,
      String prefix,
      Map<String, Safetensors.Tensor> tensors) {
    List<float[]> all = members.stream().map(PatchWeights::weights).toList();
    int at = 0;
    for (int id = 0; id < architecture.tensors(); id++) {
      int size = architecture.tensorSize(id);
      float[] values = new float[all.size() * size];
      for (int i = 0; i < all.size(); i++) {
        System.arraycopy(all.get(i), at, values, i * size, size);
      }
      List<Integer> shape = new ArrayList<>(List.of(all.size(), architecture.tensorRows(id)));
      if (SirenArchitecture.isMatrix(id)) {
        shape.add(architecture.tensorColumns(id));
      }
      tensors.put(prefix + SirenWeights.name(id), new Safetensors.Tensor(shape, values));
      at += size;
    }
    float[] amplitudes = new float[all.size()];
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] = members.get(i).amplitude();
    }
    tensors.put(
        prefix + "amplitude", new Safetensors.Tensor(List.of(amplitudes.length), amplitudes));
  }

  /** What a reader of the tensors must know of the patches. */
  static Map<String, String> metadata(PatchedWeights weights, SignalDescription signal) {
    Map<String, String> metadata = new TreeMap<>();
    PatchFamily family = weights.family();
    SignalMetadata.add(metadata, signal);
    metadata.put(PATCHES + "grid", weights.grid().toString());
    metadata.put(PATCHES + "size", weights.grid().sizeText());
    metadata.put(PATCHES + "widths", joined(family.widths()));
    metadata.put(PATCHES + "base_step", Integer.toString(weights.baseStep()));
    metadata.put(PATCHES + "seed", Long.toString(family.seed()));
    metadata.put(PATCHES + "first_scale", Float.toString(family.firstScale()));
    metadata.put(PATCHES + "hidden_scale", Float.toString(family.hiddenScale()));
    metadata.put(PATCHES + "last_scale", Float.toString(family.lastScale()));
    metadata.put(PATCHES + "seeded", joined(family.seeded()));
    metadata.put(PATCHES + "omega0_first", Double.toString(family.shape().omega0First()));
    metadata.put(PATCHES + "omega0_hidden", Double.toString(family.shape().omega0Hidden()));
    metadata.put(PATCHES + "omega0_last", Double.toString(family.shape().omega0Last()));
    for (int width = 0; width < family.widths().size(); width++) {
      List<Integer> members = members(weights, width);
      if (!members.isEmpty()) {
        metadata.put(PATCHES + family.widths().get(width) + ".index", joined(members));
      }
    }
    return metadata;
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
