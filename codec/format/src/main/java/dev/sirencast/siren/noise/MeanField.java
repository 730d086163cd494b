package dev.sirencast.siren.noise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean-field decoding: evaluating a network that was trained under noise, and came without any, at
 * the mean of what it was trained to be.
 *
 * <p>Training under noise fits the mean of the noisy outputs to the signal. Under noise of variance
 * s^2 in a sine's argument its mean is {@code exp(-s^2 / 2) sin z}, less than what the sine gives
 * without noise; so each neuron's output is damped by its own {@code exp(-s^2 / 2)}, and weights
 * that a mask would take away now and then count for their share. s^2 comes from moment propagation
 * over the network, activations taken as independent; it hardly varies from point to point, so its
 * mean over {@value #POINTS} of them serves for all, and the damping goes into the next layer's
 * weights. Decoding costs nothing more.
 */
public final class MeanField {
  private static final int POINTS = 256;

  private MeanField() {}

  /**
   * Returns the weights whose plain evaluation is the mean-field one.
   *
   * @param weights as received, without noise
   * @param seeded the tensors that training under noise left alone
   * @param noise what the weights were trained to stand
   * @param grid where the signal is sampled
   */
  public static SirenWeights decode(
      SirenWeights weights, SeededTensors seeded, WeightNoise noise, CoordinateGrid grid) {
    if (noise.isNone()) {
      return weights;
    }
    SirenArchitecture architecture = weights.architecture();
    RandomLayer[] layers = RandomLayer.of(weights, null, seeded, noise);
    double[][] damping = damping(layers, grid);
    List<WeightTensor> tensors = new ArrayList<>();
    for (int layer = 0; layer < layers.length; layer++) {
      WeightTensor weight = weights.weight(layer);
      float[] values = weight.toArray();
      for (int i = 0; i < values.length; i++) {
        double damped = layer == 0 ? 1 : damping[layer - 1][i % weight.columns()];
        values[i] = (float) (values[i] * layers[layer].weight.keepProbability * damped);
      }
      tensors.add(WeightTensor.of(weight.rows(), weight.columns(), values));
      float[] biases = weights.bias(layer).toArray();
      for (int i = 0; i < biases.length; i++) {
        biases[i] = (float) (biases[i] * layers[layer].bias.keepProbability);
      }
      tensors.add(WeightTensor.of(biases.length, 1, biases));
    }
    return SirenWeights.of(architecture, tensors);
  }

  /** The mean over the points of exp(-s^2 / 2) for each neuron of each sine layer. */
  private static double[][] damping(RandomLayer[] layers, CoordinateGrid grid) {
    double[][] damping = new double[layers.length - 1][];
    for (int layer = 0; layer < damping.length; layer++) {
      damping[layer] = new double[layers[layer].rows];
    }
    int[] sample = PointSample.of(grid, POINTS);
    for (int point : sample) {
      double[] mean = PointSample.coordinates(grid, point);
      double[] variance = null;
      for (int layer = 0; layer < damping.length; layer++) {
        double[] z = new double[layers[layer].rows];
        double[] s = new double[layers[layer].rows];
        layers[layer].propagate(mean, variance, z, s);
        for (int r = 0; r < s.length; r++) {
          damping[layer][r] += StrictMath.exp(-s[r] / 2) / sample.length;
        }
        double[][] outputs = Activations.of(z, s);
        mean = outputs[0];
        variance = outputs[1];
      }
    }
    return damping;
  }
}
