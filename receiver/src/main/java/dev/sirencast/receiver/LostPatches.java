package dev.sirencast.receiver;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchedWeights;

/** What lost patches cost. */
final class LostPatches {
  /** What a patch adds, where no manifest tells. */
  private static final double BASE_ERROR = 0.024;

  private LostPatches() {}

  /**
   * Returns the mean squared error of samples that lost patches and lost refinements cause: what
   * all patches add to the base, less what those add that are there, and a share of what
   * refinements do.
   *
   * @param lost how many patches are not there
   * @param coarse how many are there without the refinement that they should have
   */
  static double meanSquaredError(
      PatchedWeights weights, PatchDescription description, int lost, int coarse) {
    int all = weights.patches().size();
    double unrefined = description.rest() * coarse / Math.max(1, description.refined());
    double missing = 0;
    if (lost > 0) {
      missing =
          description.energy() == 0
              ? BASE_ERROR * lost
              : Math.max(0, description.energy() - PatchEnergy.of(weights));
    }
    // y is twice a sample.
    return (missing + unrefined) / 4 / all;
  }
}
