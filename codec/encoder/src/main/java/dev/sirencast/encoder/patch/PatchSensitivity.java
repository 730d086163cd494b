package dev.sirencast.encoder.patch;

import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.TileEvaluator;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/**
 * What rounding a patch's tensors costs: the sum over its samples and components of the squared
 * change of y, for a step of 1, as found with random rounding errors of a small step at some of its
 * points. Rounding errors of tensors add up; seeded ones are not rounded and cost 0.
 */
final class PatchSensitivity {
  private static final int POINTS = TileEvaluator.POINTS / 2;

  /** Share of a tensor's root mean square that the step of the trial is. */
  private static final double TRIAL = 0.05;

  private static final double MIN_TRIAL = 1e-4;

  private PatchSensitivity() {}

  /**
   * Returns the cost of a step of 1 for every tensor of every patch; null for patches without a
   * network.
   */
  static double[][] of(PatchedWeights weights, Executor executor, int parallelism) {
    double[][] all = new double[weights.patches().size()][];
    ParallelTiles.run(
        all.length,
        () ->
            patch -> {
              PatchWeights own = weights.patches().get(patch);
              if (own != null) {
                all[patch] = of(weights, patch, own);
              }
            },
        executor,
        parallelism);
    return all;
  }

  private static double[] of(PatchedWeights all, int patch, PatchWeights own) {
    SirenArchitecture architecture = all.family().architecture(own.width());
    SplittableRandom random = new SplittableRandom(patch);
    PatchGrid grid = all.grid();
    double[][] points = grid.coordinates(patch);
    int samples = points[0].length;
    int count = Math.min(POINTS, samples);
    double[][] tile = new double[points.length][TileEvaluator.POINTS];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * samples / count);
      int to = (int) ((i + 1L) * samples / count);
      int point = from + random.nextInt(to - from);
      for (int axis = 0; axis < points.length; axis++) {
        tile[axis][i] = points[axis][point];
      }
    }
    float[] exact = outputs(architecture, own.weights(), tile, count);
    double[] costs = new double[architecture.tensors()];
    int first = 0;
    for (int tensor = 0; tensor < costs.length; tensor++) {
      int end = first + architecture.tensorSize(tensor);
      if (!all.family().isSent(tensor)) {
        first = end;
        continue;
      }
      float[] rounded = own.weights().clone();
      double step = trial(rounded, first, end);
      for (int i = first; i < end; i++) {
        rounded[i] += (float) (step * (random.nextDouble() - 0.5));
      }
      float[] changed = outputs(architecture, rounded, tile, count);
      double sum = 0;
      for (int i = 0; i < changed.length; i++) {
        double change = own.amplitude() * (changed[i] - exact[i]);
        sum += change * change;
      }
      costs[tensor] = sum * samples / count / (step * step);
      first = end;
    }
    return costs;
  }

  private static double trial(float[] weights, int first, int end) {
    double squares = 0;
    for (int i = first; i < end; i++) {
      squares += (double) weights[i] * weights[i];
    }
    return Math.max(MIN_TRIAL, TRIAL * Math.sqrt(squares / (end - first)));
  }

  private static float[] outputs(
      SirenArchitecture architecture, float[] weights, double[][] tile, int count) {
    float[] out = new float[count * architecture.outputs()];
    SirenNetwork.of(SirenWeights.ofFlat(architecture, weights))
        .tileEvaluator()
        .evaluate(tile, count, out, 0);
    return out;
  }
}
