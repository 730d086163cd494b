package dev.sirencast.receiver;

import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.TileEvaluator;

/** What lost patches cost, judged by those that are there: what these add to the base. */
final class LostPatches {
  /** Patches that are looked at, and points of each. */
  private static final int PATCHES = 64;

  private static final int POINTS = 64;

  /** The mean squared error of samples that a base alone has, where no patch tells. */
  private static final double BASE_ERROR = 0.006;

  private LostPatches() {}

  /** Returns the mean squared error of samples that so many lost patches cause. */
  static double meanSquaredError(PatchedWeights weights, int lost) {
    double sum = 0;
    int seen = 0;
    int all = weights.patches().size();
    for (int i = 0; i < all && seen < PATCHES; i++) {
      // A stride without a factor in common visits patches all over the signal.
      int patch = (int) (i * 7919L % all);
      PatchWeights own = weights.patches().get(patch);
      if (own != null) {
        sum += meanSquare(weights, patch, own);
        seen++;
      }
    }
    // y is twice a sample.
    double each = seen == 0 ? BASE_ERROR : sum / seen / 4;
    return each * lost / all;
  }

  private static double meanSquare(PatchedWeights all, int patch, PatchWeights own) {
    double[][] points = all.grid().coordinates(patch);
    int samples = points[0].length;
    int count = Math.min(POINTS, samples);
    double[][] tile = new double[points.length][TileEvaluator.POINTS];
    for (int axis = 0; axis < points.length; axis++) {
      for (int i = 0; i < count; i++) {
        tile[axis][i] = points[axis][(int) ((i + 0.5) * samples / count)];
      }
    }
    int outputs = all.family().shape().outputs();
    float[] out = new float[count * outputs];
    SirenNetwork.of(SirenWeights.ofFlat(all.family().architecture(own.width()), own.weights()))
        .tileEvaluator()
        .evaluate(tile, count, out, 0);
    double sum = 0;
    for (float y : out) {
      sum += (double) own.amplitude() * own.amplitude() * y * y;
    }
    return sum / out.length;
  }
}
