package dev.sirencast.encoder.patch;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.patch.FloatPatches;
import dev.sirencast.patch.PatchCoding;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchModel;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchedWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Networks of patches that nothing rounds. */
public final class LosslessPatches {
  private LosslessPatches() {}

  /**
   * Returns patches whose symbols are their weights' bits.
   *
   * @param order the patches that have a network, in the order of what they bring
   * @param bits of a weight, 16 or 32
   * @throws IllegalArgumentException if a weight is not finite, or has no so many bits
   */
  public static QuantizedPatches of(PatchedWeights weights, List<Integer> order, int bits) {
    List<PatchSymbols> patches = new ArrayList<>();
    for (int patch : order) {
      patches.add(FloatPatches.of(patch, weights.patches().get(patch), bits));
    }
    int tensors = weights.family().shape().tensors();
    // Nothing is read with them.
    PatchModel none =
        new PatchModel(Collections.nCopies(tensors, 1f), Collections.nCopies(tensors, 0));
    return new QuantizedPatches(
        new PatchDescription(
                weights.grid(),
                weights.baseStep(),
                weights.family(),
                Collections.nCopies(weights.family().widths().size(), none),
                patches.size())
            .withCoding(new PatchCoding.Floats(bits))
            .withEnergy((float) PatchEnergy.of(weights)),
        patches);
  }
}
