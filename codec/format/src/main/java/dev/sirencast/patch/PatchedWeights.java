package dev.sirencast.patch;

import dev.sirencast.siren.SirenWeights;
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

  /** The weights of all networks, the base's included. */
  public long weights() {
    long weights = base.architecture().parameters();
    for (PatchWeights patch : patches) {
      weights += patch == null ? 0 : patch.weights().length;
    }
    return weights;
  }
}
