package dev.sirencast.cli.pack;

import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the networks of patches from named tensors and metadata, as {@link PatchTensors} writes
 * them. Whatever is wrong is an {@link IllegalArgumentException} of one line.
 */
final class PatchStacks {
  private static final String PREFIX = PatchTensors.PATCHES;

  /** By how much a tensor that the seed makes may differ in a file of 16-bit numbers. */
  private static final double SEEDED_TOLERANCE = 0.01;

  private static final double AMPLITUDE_TOLERANCE = 0.005;

  private final Map<String, Safetensors.Tensor> tensors;
  private final PatchMetadata metadata;
  private final PatchGrid grid;
  private final PatchFamily family;
  private final List<@Nullable PatchWeights> patches;

  private PatchStacks(Safetensors file, CoordinateGrid whole, int outputs) {
    this.tensors = file.tensors();
    this.metadata = new PatchMetadata(file.metadata());
    this.grid = PatchGrid.of(whole, metadata.sizes("size"));
    this.family = family(whole.dimensions(), outputs);
    this.patches = new ArrayList<>(Collections.nCopies(grid.patches(), null));
  }

  /**
   * Returns base and patches.
   *
   * @param base the base's weights, as they are sent
   * @param whole the signal's grid
   */
  static PatchedWeights read(Safetensors file, SirenWeights base, CoordinateGrid whole) {
    PatchStacks stacks = new PatchStacks(file, whole, base.architecture().outputs());
    int step = stacks.metadata.number("base_step");
    if (step < 1 || step > PatchDescription.MAX_BASE_STEP) {
      throw new IllegalArgumentException(
          "metadata patches.base_step is 1 to " + PatchDescription.MAX_BASE_STEP + ", got " + step);
    }
    int used = base.architecture().tensors();
    for (int width = 0; width < stacks.family.widths().size(); width++) {
      used += stacks.readStack(width);
    }
    if (used != file.tensors().size()) {
      throw new IllegalArgumentException(
          "a base and the stacks of patches.widths are "
              + used
              + " tensors, the file holds "
              + file.tensors().size());
    }
    return new PatchedWeights(base, step, stacks.grid, stacks.family, stacks.patches);
  }

  private PatchFamily family(int inputs, int outputs) {
    List<Integer> widths = metadata.numbers("widths");
    int layers = 0;
    for (int width : widths) {
      while (tensors.containsKey(PREFIX + width + ".layers." + layers + ".weight")) {
        layers++;
      }
    }
    if (widths.isEmpty() || layers < 2) {
      throw new IllegalArgumentException(
          "there is no stack of two layers or more of any of the widths in patches.widths");
    }
    SirenArchitecture shape =
        new SirenArchitecture(
            inputs,
            widths.get(widths.size() - 1),
            layers - 2,
            outputs,
            metadata.real("omega0_first"),
            metadata.real("omega0_hidden"),
            metadata.real("omega0_last"));
    PatchFamily all =
        new PatchFamily(
            shape,
            widths,
            metadata.seed(),
            (float) metadata.real("first_scale"),
            (float) metadata.real("hidden_scale"),
            (float) metadata.real("last_scale"),
            metadata.numbers("seeded"));
    if (all.shape().parameters() > PatchDescription.MAX_PATCH_WEIGHTS) {
      throw new IllegalArgumentException(
          "a patch has at most "
              + PatchDescription.MAX_PATCH_WEIGHTS
              + " weights, "
              + all.shape()
              + " makes "
              + all.shape().parameters());
    }
    return all;
  }

  /** Reads the patches of a width, and returns how many tensors they are. */
  private int readStack(int width) {
    String prefix = PREFIX + family.widths().get(width) + ".";
    if (!tensors.containsKey(prefix + "amplitude")) {
      return 0;
    }
    List<Integer> members = metadata.numbers(family.widths().get(width) + ".index");
    SirenArchitecture architecture = family.architecture(width);
    int count = members.size();
    float[] amplitudes = values(prefix + "amplitude", List.of(count));
    List<float[]> stacks = new ArrayList<>();
    for (int id = 0; id < architecture.tensors(); id++) {
      List<Integer> shape = new ArrayList<>(List.of(count, architecture.tensorRows(id)));
      if (SirenArchitecture.isMatrix(id)) {
        shape.add(architecture.tensorColumns(id));
      }
      stacks.add(values(prefix + SirenWeights.name(id), shape));
    }
    float[] initial = family.initial(width);
    for (int i = 0; i < count; i++) {
      float[] weights = new float[initial.length];
      int at = 0;
      for (int id = 0; id < stacks.size(); id++) {
        int size = architecture.tensorSize(id);
        System.arraycopy(stacks.get(id), i * size, weights, at, size);
        if (!family.isSent(id)) {
          takeSeeded(prefix + SirenWeights.name(id), weights, initial, at, at + size);
        }
        at += size;
      }
      place(members.get(i), network(width, prefix, amplitudes[i], weights));
    }
    return stacks.size() + 1;
  }

  private void place(int patch, PatchWeights network) {
    if (patch >= grid.patches() || patches.get(patch) != null) {
      throw new IllegalArgumentException(
          patch >= grid.patches()
              ? "metadata says patch " + patch + " of " + grid.patches()
              : "metadata says patch " + patch + " twice");
    }
    patches.set(patch, network);
  }

  private float[] values(String name, List<Integer> shape) {
    Safetensors.Tensor tensor = tensors.get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "tensor "
              + Safetensors.shown(name)
              + (tensor == null ? " is missing" : " is " + tensor.shapeText())
              + ", expected "
              + shape.stream().map(String::valueOf).collect(Collectors.joining("x")));
    }
    float[] values = tensor.toArray();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "tensor " + Safetensors.shown(name) + " holds " + value + ", weights must be finite");
      }
    }
    return values;
  }

  /** What the seed makes is not sent: it has to be what the file holds, but for 16-bit numbers. */
  private static void takeSeeded(String name, float[] weights, float[] initial, int from, int to) {
    for (int i = from; i < to; i++) {
      double most = SEEDED_TOLERANCE * (1e-3 + Math.abs(initial[i]));
      if (Math.abs(weights[i] - initial[i]) > most) {
        throw new IllegalArgumentException(
            "tensor "
                + Safetensors.shown(name)
                + " is in patches.seeded, and is not what patches.seed makes");
      }
      weights[i] = initial[i];
    }
  }

  /**
   * Returns a network whose amplitude is one that a stream can say; the last layer makes up for the
   * rest.
   */
  private PatchWeights network(int width, String prefix, float amplitude, float[] weights) {
    float largest = PatchSymbols.amplitudeOf(0);
    if (!(amplitude > 0 && amplitude <= largest)) {
      throw new IllegalArgumentException(
          "tensor "
              + Safetensors.shown(prefix + "amplitude")
              + " holds "
              + amplitude
              + ", amplitudes are above 0 and at most "
              + largest);
    }
    // What 16-bit numbers hold of an amplitude that a stream says is that one.
    double least = amplitude * (1 - AMPLITUDE_TOLERANCE);
    float said = PatchSymbols.amplitudeOf(PatchSymbols.amplitudeIndex(least));
    if (said <= amplitude * (1 + AMPLITUDE_TOLERANCE)) {
      return new PatchWeights(width, said, weights);
    }
    SirenArchitecture architecture = family.architecture(width);
    int last = SirenArchitecture.weightId(architecture.layers() - 1);
    int at = weights.length;
    for (int id = architecture.tensors() - 1; id >= last; id--) {
      int end = at;
      at -= architecture.tensorSize(id);
      if (family.isSent(id)) {
        for (int i = at; i < end; i++) {
          weights[i] *= amplitude / said;
        }
      }
    }
    return new PatchWeights(width, said, weights);
  }
}
