package dev.sirencast.siren.noise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.Locale;

/**
 * How weights are scaled, tensor by tensor, before they are sent as amplitudes over a channel that
 * adds noise to them, and scaled back behind it.
 *
 * <p>With {@code P_t} a tensor's sum of squares and {@code S_t} its sensitivity, the squared error
 * that noise of variance {@code sigma^2} on scaled values leaves is {@code sigma^2 sum S_t / c_t^2}
 * at a power of {@code sum c_t^2 P_t}.
 */
public enum TransmitScale {
  /** As they are: the noise of Zhou et al. */
  NONE,
  /** Each tensor to a largest value of 1: what a sender with a limited amplitude does. */
  PEAK,
  /**
   * The least error at the power that the weights have as they are: {@code c_t} proportional to
   * {@code (S_t / P_t)^(1/4)}, by Lagrange's condition.
   */
  POWER,
  /** Each tensor to the same root mean square, at the power that the weights have as they are. */
  RMS;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns each tensor's factor c; 1 for seeded ones, which are not sent, and for tensors of
   * zeros.
   *
   * @param grid where the signal is sampled
   */
  double[] factors(SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    int tensors = weights.architecture().tensors();
    double[] factors = new double[tensors];
    double[] powers = new double[tensors];
    double[] sensitivity =
        this == POWER ? TensorSensitivity.of(weights, grid) : new double[tensors];
    double before = 0;
    double after = 0;
    for (int t = 0; t < tensors; t++) {
      factors[t] = 1;
      WeightTensor tensor = weights.tensors().get(t);
      double peak = 0;
      for (int i = 0; i < tensor.size(); i++) {
        powers[t] += (double) tensor.get(i) * tensor.get(i);
        peak = Math.max(peak, Math.abs(tensor.get(i)));
      }
      if (seeded.contains(t) || peak == 0) {
        continue;
      }
      factors[t] =
          switch (this) {
            case NONE -> 1;
            case PEAK -> 1 / peak;
            case POWER -> Math.pow(sensitivity[t] / powers[t], 0.25);
            case RMS -> Math.sqrt(tensor.size() / powers[t]);
          };
      before += powers[t];
      after += factors[t] * factors[t] * powers[t];
    }
    if (this == POWER || this == RMS) {
      double common = Math.sqrt(before / after);
      for (int t = 0; t < tensors; t++) {
        factors[t] = seeded.contains(t) || powers[t] == 0 ? 1 : factors[t] * common;
      }
    }
    return factors;
  }
}
