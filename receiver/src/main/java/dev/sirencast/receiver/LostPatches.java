package dev.sirencast.receiver;

import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchedWeights;

/** What lost patches cost. */
final class LostPatches {
  /** The mean squared error of samples that a base alone has, where no manifest tells. */
  private static final double BASE_ERROR = 0.006;

  private LostPatches() {}

  /**
   * Returns the mean squared error of samples that lost patches cause: what all add to the base,
   * less what those add that are there.
   *
   * @param lost how many are not there
   * @param energy of all patches, as the manifest tells it; 0 where it does not
   */
  static double meanSquaredError(PatchedWeights weights, int lost, double energy) {
    int all = weights.patches().size();
    if (energy == 0 || lost == 0) {
      return BASE_ERROR * lost / all;
    }
    // y is twice a sample.
    return Math.max(0, energy - PatchEnergy.of(weights)) / 4 / all;
  }
}
