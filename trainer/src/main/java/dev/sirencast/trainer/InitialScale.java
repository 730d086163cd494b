package dev.sirencast.trainer;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How many times as large as in Sitzmann et al. (2020) the weights are with which training begins.
 *
 * <p>A first layer that begins larger begins with higher frequencies, hidden layers that do with
 * more harmonics of them: a network that is trained for some hundred steps gets several decibels
 * further. Beyond a factor of about 3 for hidden layers training fails. The last layer and seeded
 * tensors stay as they are. Immutable and thread-safe.
 *
 * @param first factor of the first layer, {@value #MIN} to {@value #MAX}
 * @param hidden factor of the other sine layers, same range
 */
public record InitialScale(double first, double hidden) {
  /** The smallest factor. */
  public static final double MIN = 1e-3;

  /** The largest factor. */
  public static final double MAX = 1e3;

  /** As in Sitzmann et al. */
  public static final InitialScale NONE = new InitialScale(1, 1);

  /** The samples along a side up to which first layers begin as in Sitzmann et al. */
  private static final double FIRST_SAMPLES = 32;

  /** Where hidden layers begin. */
  private static final double HIDDEN = 1.75;

  /** The least width, and the most hidden layers, of networks that gain from it. */
  private static final int MIN_FEATURES = 128;

  private static final int MAX_HIDDEN_LAYERS = 4;

  /** Checks the ranges. */
  public InitialScale {
    for (double factor : new double[] {first, hidden}) {
      if (!(factor >= MIN && factor <= MAX)) {
        throw new IllegalArgumentException(
            "initial weights are scaled by " + MIN + " to " + MAX + ", got " + factor);
      }
    }
  }

  /**
   * Returns what suits a network for samples on a grid, found by training: of wide and shallow
   * networks for pictures and CT slices 1.75 for hidden layers, and first layers whose frequencies
   * grow with the root of the samples along the longer side.
   *
   * <p>All others begin as usual. Networks of fewer than 128 features have no room for so many
   * frequencies, those of more than four hidden layers make them by their depth, and sound and
   * video have other ones: begun with more they find less, or nothing.
   *
   * @param grid where the signal is sampled
   */
  public static InitialScale of(SirenArchitecture architecture, CoordinateGrid grid) {
    if (grid.dimensions() != 2
        || architecture.hiddenFeatures() < MIN_FEATURES
        || architecture.hiddenLayers() > MAX_HIDDEN_LAYERS) {
      return NONE;
    }
    double side = Math.max(grid.size(0), grid.size(1));
    return new InitialScale(Math.max(1, Math.sqrt(side / FIRST_SAMPLES)), HIDDEN);
  }

  /** Returns weights with these factors, each value rounded once. */
  SirenWeights apply(SirenWeights weights, SeededTensors seeded) {
    if (equals(NONE)) {
      return weights;
    }
    SirenArchitecture architecture = weights.architecture();
    List<WeightTensor> scaled = new ArrayList<>();
    for (int id = 0; id < architecture.tensors(); id++) {
      int layer = SirenArchitecture.layerOf(id);
      double factor = layer == 0 ? first : architecture.isSine(layer) ? hidden : 1;
      WeightTensor tensor = weights.tensors().get(id);
      scaled.add(seeded.contains(id) ? tensor : times(tensor, factor));
    }
    return SirenWeights.of(architecture, scaled);
  }

  private static WeightTensor times(WeightTensor tensor, double factor) {
    float[] values = new float[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (factor * tensor.get(i));
    }
    return WeightTensor.of(tensor.rows(), tensor.columns(), values);
  }
}
