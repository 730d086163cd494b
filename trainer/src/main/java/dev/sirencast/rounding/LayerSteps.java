package dev.sirencast.rounding;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;

/**
 * The steps with which every weight of a network does the outputs equal harm.
 *
 * <p>At high rates bytes are best spent where the squared error falls by the same for the next bit
 * of any weight, and a weight rounded with step s adds {@code s^2 / 12} times {@code E[g^2] d}: g
 * is the derivative of the outputs by what its layer makes of its inputs, d the mean square of its
 * own input or, where the weights rounded after it make up for it, what they leave of that ({@link
 * LatticeFactors}). So a tensor's step is {@code scale / sqrt(E[g^2] mean(d))}.
 */
final class LayerSteps {
  private static final double LARGEST_SYMBOL = 30000;

  private final SirenWeights weights;
  private final double[] plain;
  private final double[] compensated;

  private LayerSteps(SirenWeights weights) {
    this.weights = weights;
    this.plain = new double[weights.architecture().tensors()];
    this.compensated = new double[plain.length];
  }

  /**
   * Returns the steps of a network.
   *
   * @param z what its layers make of their inputs
   */
  static LayerSteps of(
      SirenWeights weights, SeededTensors seeded, SampledNetwork network, double[][] z) {
    SirenArchitecture architecture = weights.architecture();
    LayerSteps steps = new LayerSteps(weights);
    double[] gains = network.gains(z);
    double[] h = network.points();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int inputs = network.layer(layer).inputs();
      FreeInputs free = FreeInputs.of(seeded, layer, inputs);
      steps.addPlain(layer, h, inputs, gains[layer]);
      steps.addCompensated(layer, InputCovariance.of(h, inputs, free), free, inputs, gains[layer]);
      h = architecture.isSine(layer) ? network.activate(layer, z[layer]) : h;
    }
    return steps;
  }

  private void addPlain(int layer, double[] h, int inputs, double gain) {
    double count = h.length / inputs;
    // The constant input's square is 1 at every point.
    double square = (SampledNetwork.squares(h) / count - 1) / (inputs - 1);
    plain[2 * layer] = 1 / Math.sqrt(gain * square);
    plain[2 * layer + 1] = 1 / Math.sqrt(gain);
  }

  private void addCompensated(
      int layer, LatticeFactors factors, FreeInputs free, int inputs, double gain) {
    double matrix = 0;
    double bias = 0;
    for (int turn = 0; turn < factors.size(); turn++) {
      if (free.first() + factors.variable(turn) == inputs - 1) {
        bias += factors.pivot(turn);
      } else {
        matrix += factors.pivot(turn);
      }
    }
    compensated[2 * layer] = 1 / Math.sqrt(gain * matrix / (inputs - 1));
    compensated[2 * layer + 1] = 1 / Math.sqrt(gain * bias);
  }

  /** A tensor's step for plain rounding; 0 if all of its values are. */
  float plain(int tensor, double scale) {
    return step(tensor, plain[tensor] * scale);
  }

  /** A tensor's step for compensated rounding; 0 if all of its values are. */
  float compensated(int tensor, double scale) {
    return step(tensor, compensated[tensor] * scale);
  }

  private float step(int tensor, double wanted) {
    double range = 0;
    for (float value : weights.tensors().get(tensor).toArray()) {
      range = Math.max(range, Math.abs(value));
    }
    // A tensor without influence on the outputs is given an infinite step: it becomes zeros.
    double step = Math.min(wanted, 4 * range);
    return (float) Math.max(step, range / LARGEST_SYMBOL);
  }
}
