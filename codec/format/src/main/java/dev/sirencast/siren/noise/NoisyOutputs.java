package dev.sirencast.siren.noise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;

/**
 * A network's outputs at a point under noise on its weights: their mean and variance, given what is
 * drawn in the first layers.
 *
 * <p>The noise of a layer's many weights is one normal deviate for each pre-activation, whose
 * variance the layer's inputs give; what a masked first layer does, which has few and large
 * weights, is drawn weight by weight. Given the inputs of the last sine layer the rest is exact in
 * closed form: the neurons' noises are independent there, and {@code E sin(z + s e) = exp(-s^2 / 2)
 * sin z}. Immutable and thread-safe.
 */
public final class NoisyOutputs {
  /** What an output in [-1, 1] is wrong by, squared, where nothing is known of it. */
  private static final double MAX_ERROR = 4;

  private final RandomLayer[] layers;
  private final boolean masked;

  NoisyOutputs(RandomLayer[] layers, boolean masked) {
    this.layers = layers;
    this.masked = masked;
  }

  /**
   * Returns the outputs of a network under noise.
   *
   * @param seeded the tensors that no noise hits
   */
  public static NoisyOutputs of(SirenWeights weights, SeededTensors seeded, WeightNoise noise) {
    return new NoisyOutputs(RandomLayer.of(weights, null, seeded, noise), noise.mask() > 0);
  }

  /** Whether what is drawn is rare and large, so that many draws are needed. */
  boolean drawsRarely() {
    return masked;
  }

  /**
   * Writes the outputs' means and variances at a point.
   *
   * @param x the point's coordinates
   * @param random draws what happens in the first layers
   */
  public void at(double[] x, SplittableRandom random, double[] mean, double[] variance) {
    double[] h = x;
    int drawn = layers.length - 2;
    for (int layer = 0; layer < drawn; layer++) {
      h = drawnActivations(layer, h, random);
    }
    double[] z = new double[layers[drawn].rows];
    double[] s = new double[z.length];
    propagate(layers[drawn], h, random, z, s);
    double[][] sines = Activations.of(z, s);
    layers[drawn + 1].propagate(sines[0], sines[1], mean, variance);
  }

  private double[] drawnActivations(int layer, double[] inputs, SplittableRandom random) {
    RandomLayer current = layers[layer];
    double[] z = new double[current.rows];
    if (layer == 0 && masked && current.sent) {
      current.draw(inputs, random, z);
    } else {
      double[] variance = new double[z.length];
      propagate(current, inputs, random, z, variance);
      for (int r = 0; r < z.length; r++) {
        if (variance[r] > 0) {
          z[r] += Math.sqrt(variance[r]) * NormalDeviate.next(random);
        }
      }
    }
    for (int r = 0; r < z.length; r++) {
      z[r] = StrictMath.sin(z[r]);
    }
    return z;
  }

  private void propagate(
      RandomLayer layer,
      double[] inputs,
      SplittableRandom random,
      double[] mean,
      double[] variance) {
    if (masked) {
      layer.propagateDrawn(inputs, random, mean, variance);
    } else {
      layer.propagate(inputs, null, mean, variance);
    }
  }

  /** The expected square of what an output differs by from what is expected, both as shown. */
  public static double squaredError(double mean, double variance, double expected) {
    double difference = shown(mean) - shown(expected);
    return difference * difference + spread(variance);
  }

  /** An output as {@code SirenNetwork.sample} takes it: 0 where it is NaN, or no float holds it. */
  static double shown(double output) {
    return Float.isFinite((float) output) ? output : 0;
  }

  /** A variance, or what an output can be wrong by where it is no number. */
  static double spread(double variance) {
    return variance <= Float.MAX_VALUE ? variance : MAX_ERROR;
  }
}
