package dev.sirencast.patch;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's manifest says of its patches. Immutable and thread-safe.
 *
 * @param grid how the signal is cut
 * @param baseStep the base is evaluated at every so manieth sample along each axis, and linearly in
 *     between; 1 to {@value #MAX_BASE_STEP}
 * @param family the networks that patches choose from
 * @param models one for each of the family's widths
 * @param coded how many patches have a network, 1 or more; the others are the base alone
 * @param energy of all patches together, as {@link PatchEnergy} tells it; 0 where nobody says
 * @param refined how many patches are sent in two parts, coarse symbols and their lowest bits
 * @param rest what those lowest bits add in all these together, as {@link PatchEnergy} tells it
 * @param coding how bodies hold weights
 */
public record PatchDescription(
    PatchGrid grid,
    int baseStep,
    PatchFamily family,
    List<PatchModel> models,
    int coded,
    float energy,
    int refined,
    float rest,
    PatchCoding coding) {
  /** The largest step of a base. */
  public static final int MAX_BASE_STEP = 64;

  /** The most weights of one patch. */
  public static final int MAX_PATCH_WEIGHTS = 1 << 16;

  /** Checks that the parts fit each other. */
  public PatchDescription {
    models = List.copyOf(models);
    if (baseStep < 1 || baseStep > MAX_BASE_STEP) {
      throw new IllegalArgumentException(
          "a base's step is 1 to " + MAX_BASE_STEP + ", got " + baseStep);
    }
    if (coded < 1 || coded > grid.patches()) {
      throw new IllegalArgumentException(
          "1 to " + grid.patches() + " patches have a network, got " + coded);
    }
    if (refined < 0 || refined > coded) {
      throw new IllegalArgumentException("0 to " + coded + " patches are refined, got " + refined);
    }
    if (!(energy >= 0 && rest >= 0 && energy + rest < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "patches' energies are 0 or more, got " + energy + " and " + rest);
    }
    if (refined > 0 && !coding.equals(PatchCoding.ENTROPY_CODED)) {
      throw new IllegalArgumentException("only entropy-coded patches are refined");
    }
    SirenArchitecture widest = family.shape();
    if (widest.inputs() != grid.grid().dimensions()) {
      throw new IllegalArgumentException(
          "patches of "
              + grid.grid().dimensions()
              + " axes have networks of as many inputs, got "
              + widest.inputs());
    }
    if (widest.parameters() > MAX_PATCH_WEIGHTS) {
      throw new IllegalArgumentException(
          "a patch has at most "
              + MAX_PATCH_WEIGHTS
              + " weights, "
              + widest
              + " makes "
              + widest.parameters());
    }
    if (models.size() != family.widths().size()
        || models.stream().anyMatch(model -> model.steps().size() != widest.tensors())) {
      throw new IllegalArgumentException("every width has a model of all its tensors");
    }
  }

  /** A description of patches of which nobody says what they add, each in one part. */
  public PatchDescription(
      PatchGrid grid, int baseStep, PatchFamily family, List<PatchModel> models, int coded) {
    this(grid, baseStep, family, models, coded, 0, 0, 0, PatchCoding.ENTROPY_CODED);
  }

  /** This description with what all patches add. */
  public PatchDescription withEnergy(float all) {
    return new PatchDescription(grid, baseStep, family, models, coded, all, refined, rest, coding);
  }

  /** This description of a stream that sends some patches in two parts. */
  public PatchDescription withRefined(int patches, float theirRest) {
    return new PatchDescription(
        grid, baseStep, family, models, coded, energy, patches, theirRest, coding);
  }

  /** This description of a stream with another coding. */
  public PatchDescription withCoding(PatchCoding other) {
    return new PatchDescription(
        grid, baseStep, family, models, coded, energy, refined, rest, other);
  }

  /** The most weights that all patches can have. */
  public long maxWeights() {
    return (long) coded * family.shape().parameters();
  }

  /**
   * Returns the weights that all patches' symbols stand for.
   *
   * @param symbols one a patch, null where there are none, as in what is returned
   */
  public List<@Nullable PatchWeights> dequantize(List<@Nullable PatchSymbols> symbols) {
    float @Nullable [][] initial = new float[family.widths().size()][];
    List<@Nullable PatchWeights> patches = new ArrayList<>(symbols.size());
    for (PatchSymbols one : symbols) {
      if (one == null) {
        patches.add(null);
        continue;
      }
      float[] origin = initial[one.width()];
      if (origin == null) {
        origin = family.initial(one.width());
        initial[one.width()] = origin;
      }
      patches.add(dequantize(one, origin.clone()));
    }
    return patches;
  }

  /** Returns the weights that a patch's symbols stand for. */
  public PatchWeights dequantize(PatchSymbols symbols) {
    return dequantize(symbols, family.initial(symbols.width()));
  }

  private PatchWeights floats(PatchSymbols symbols, float[] weights, int each) {
    SirenArchitecture architecture = family.architecture(symbols.width());
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int end = at + architecture.tensorSize(tensor);
      for (int i = family.isSent(tensor) ? at : end; i < end; i++) {
        weights[i] = FloatSymbols.value(symbols.symbols(), each, i);
      }
      at = end;
    }
    float amplitude = PatchSymbols.amplitudeOf(symbols.amplitude());
    return new PatchWeights(symbols.width(), amplitude, weights);
  }

  private PatchWeights dequantize(PatchSymbols symbols, float[] weights) {
    int width = symbols.width();
    SirenArchitecture architecture = family.architecture(width);
    if (coding instanceof PatchCoding.Floats floats) {
      return floats(symbols, weights, floats.symbols());
    }
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      float step = models.get(width).step(tensor, symbols.fineness());
      for (int end = at + architecture.tensorSize(tensor); at < end; at++) {
        weights[at] += symbols.symbols()[at] * step;
      }
    }
    return new PatchWeights(width, PatchSymbols.amplitudeOf(symbols.amplitude()), weights);
  }
}
