package dev.sirencast.patch;

import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.TileEvaluator;

/**
 * What a patch adds to its base, as a mean square: what is missing where it is lost, as nearly as
 * can be said without the signal. Not thread-safe.
 */
public final class PatchEnergy {
  /** Points of a patch that are looked at. */
  private static final int POINTS = 64;

  private final PatchGrid grid;
  private final PatchFamily family;
  private final double[][] tile;

  /** Returns what tells the energy of a signal's patches. */
  public PatchEnergy(PatchGrid grid, PatchFamily family) {
    this.grid = grid;
    this.family = family;
    this.tile = new double[grid.grid().dimensions()][TileEvaluator.POINTS];
  }

  /**
   * Returns the mean square of {@code amplitude * network} over components and up to {@value
   * #POINTS} of the patch's points: the (i + 1/2) n / count-th, rounded down, in their order.
   */
  public double of(int patch, PatchWeights weights) {
    return meanSquare(outputs(patch, weights));
  }

  /** Returns the same of the difference between two networks of a patch. */
  public double ofDifference(int patch, PatchWeights one, PatchWeights other) {
    double[] difference = outputs(patch, one);
    double[] taken = outputs(patch, other);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= taken[i];
    }
    return meanSquare(difference);
  }

  private double[] outputs(int patch, PatchWeights weights) {
    double[][] points = grid.coordinates(patch);
    int samples = points[0].length;
    int count = Math.min(POINTS, samples);
    for (int axis = 0; axis < points.length; axis++) {
      for (int i = 0; i < count; i++) {
        tile[axis][i] = points[axis][(int) ((i + 0.5) * samples / count)];
      }
    }
    float[] raw = new float[count * family.shape().outputs()];
    SirenNetwork.of(SirenWeights.ofFlat(family.architecture(weights.width()), weights.weights()))
        .tileEvaluator()
        .evaluate(tile, count, raw, 0);
    double[] outputs = new double[raw.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (double) weights.amplitude() * raw[i];
    }
    return outputs;
  }

  private static double meanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum / values.length;
  }

  /** The energies of all patches together. */
  public static double of(PatchedWeights weights) {
    PatchEnergy energy = new PatchEnergy(weights.grid(), weights.family());
    double sum = 0;
    for (int patch = 0; patch < weights.patches().size(); patch++) {
      PatchWeights own = weights.patches().get(patch);
      sum += own == null ? 0 : energy.of(patch, own);
    }
    return sum;
  }
}
