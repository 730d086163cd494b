package dev.sirencast.siren.noise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The linear estimate of weights behind additive noise of known strength: each tensor times {@code
 * v / (v + sigma^2)}, with v the variance that its weights had before the noise, {@code max(0, mean
 * square - sigma^2)}.
 *
 * <p>It is the least-squares estimate for weights of mean 0 (Wiener's filter for one number).
 * Weights that were trained under the noise are already as large as they should be, and lose by it.
 */
public final class Shrinkage {
  private Shrinkage() {}

  /**
   * Returns the estimate.
   *
   * @param weights as received
   * @param seeded the tensors that no noise hit, left as they are
   * @param sigma standard deviation of the noise, 0 or more and finite
   */
  public static SirenWeights estimate(SirenWeights weights, SeededTensors seeded, double sigma) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int t = 0; t < weights.tensors().size(); t++) {
      WeightTensor tensor = weights.tensors().get(t);
      tensors.add(seeded.contains(t) ? tensor : estimate(tensor, sigma * sigma));
    }
    return SirenWeights.of(weights.architecture(), tensors);
  }

  private static WeightTensor estimate(WeightTensor tensor, double noise) {
    float[] values = tensor.toArray();
    double square = 0;
    for (float value : values) {
      square += (double) value * value / values.length;
    }
    double variance = Math.max(0, square - noise);
    double factor = variance + noise == 0 ? 1 : variance / (variance + noise);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (factor * values[i]);
    }
    return WeightTensor.of(tensor.rows(), tensor.columns(), values);
  }
}
