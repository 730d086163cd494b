package dev.sirencast.patch;

import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All weights of a signal in patches. Immutable and thread-safe.
 *
 * @param base of the base network
 * @param baseStep the base is evaluated at every so manieth sample along each axis, and linearly in
 *     between
 * @param grid how the signal is cut
 * @param family the networks that patches choose from
 * @param patches one a patch; null where the base is all there is
 */
public record PatchedWeights(
    SirenWeights base,
    int baseStep,
    PatchGrid grid,
    PatchFamily family,
    List<@Nullable PatchWeights> patches) {
  /** Copies the list, and checks that the parts fit each other. */
  public PatchedWeights {
    patches = Collections.unmodifiableList(new ArrayList<>(patches));
    if (patches.size() != grid.patches()) {
      throw new IllegalArgumentException(
          "a grid of " + grid.patches() + " patches has as many, got " + patches.size());
    }
  }

  /** What becomes of a network. */
  @FunctionalInterface
  public interface Change {
    /**
     * Returns a network's weights after the change.
     *
     * @param network 0 for the base, n + 1 for patch n
     */
    SirenWeights of(SirenWeights weights, int network);
  }

  /** These weights after a change of every network. */
  public PatchedWeights with(Change change) {
    List<@Nullable PatchWeights> changed = new ArrayList<>();
    for (int patch = 0; patch < patches.size(); patch++) {
      PatchWeights own = patches.get(patch);
      changed.add(
          own == null
              ? null
              : new PatchWeights(
                  own.width(),
                  own.amplitude(),
                  change
                      .of(
                          SirenWeights.ofFlat(family.architecture(own.width()), own.weights()),
                          patch + 1)
                      .toFlatArray()));
    }
    return new PatchedWeights(change.of(base, 0), baseStep, grid, family, changed);
  }

  /**
   * These weights under noise on all that are sent, each network's drawn from a seed of its own.
   *
   * @param noise in the order in which it is applied
   * @param baseSeeded the base's tensors that are not sent
   */
  public PatchedWeights under(
      List<WeightPerturbation> noise, SeededTensors baseSeeded, long noiseSeed) {
    SeededTensors seeded = family.seededTensors();
    return with(
        (weights, network) ->
            WeightPerturbation.applyAll(
                noise,
                weights,
                network == 0 ? baseSeeded : seeded,
                DerivedSeed.of(noiseSeed, network)));
  }

  /**
   * The weights of all networks that are sent.
   *
   * @param baseSeeded the base's tensors that are not sent
   */
  public long sentWeights(SeededTensors baseSeeded) {
    long weights = baseSeeded.sentWeights(base.architecture());
    for (PatchWeights patch : patches) {
      weights += patch == null ? 0 : family.sentWeights(patch.width());
    }
    return weights;
  }

  /** The weights of all networks, the base's included. */
  public long weights() {
    long weights = base.architecture().parameters();
    for (PatchWeights patch : patches) {
      weights += patch == null ? 0 : patch.weights().length;
    }
    return weights;
  }
}
