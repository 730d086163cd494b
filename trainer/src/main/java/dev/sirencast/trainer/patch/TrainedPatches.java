package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchedWeights;
import java.util.List;

/**
 * What training made of a signal. Immutable and thread-safe.
 *
 * @param weights base and patches
 * @param order the patches that have a network, those first that bring most for a weight
 */
public record TrainedPatches(PatchedWeights weights, List<Integer> order) {
  /** Copies the list. */
  public TrainedPatches {
    order = List.copyOf(order);
  }
}
