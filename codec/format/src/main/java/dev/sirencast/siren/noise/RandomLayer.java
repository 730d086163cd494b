package dev.sirencast.siren.noise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose weights are random, in double and with its factor folded in: mean and variance of
 * its pre-activations.
 *
 * <p>A folded weight w has mean {@code keep w} and variance {@code additive + share w^2}, and where
 * it is not known itself, its own variance u on top. For inputs of mean m and variance v, taken as
 * independent, a neuron's pre-activation has
 *
 * <pre>
 *   mean      sum keep w m + keep b
 *   variance  sum (additive + share w^2 + u) (v + m^2) + keep^2 w^2 v  + additive + share b^2 + u
 * </pre>
 */
final class RandomLayer {
  final int rows;
  final int columns;
  final boolean sine;
  final boolean sent;
  private final double[] weights;
  private final double[] biases;
  private final double weightAdditive;
  private final double biasAdditive;
  private final double weightShare;
  private final double biasShare;
  private final double weightKeep;
  private final double biasKeep;
  private final WeightNoise weightNoise;
  private final WeightNoise biasNoise;
  private final double factor;

  /** Variances of weights that are not known, or null where all are; the same for biases. */
  private final double @Nullable [] weightVariances;

  private final double @Nullable [] biasVariances;

  private RandomLayer(
      SirenWeights network,
      @Nullable SirenWeights variances,
      SeededTensors seeded,
      WeightNoise noise,
      int layer) {
    SirenArchitecture architecture = network.architecture();
    this.factor = architecture.omega0(layer);
    this.rows = architecture.rows(layer);
    this.columns = architecture.columns(layer);
    this.sine = architecture.isSine(layer);
    this.sent = !seeded.contains(2 * layer);
    this.weights = folded(network.weight(layer), factor);
    this.biases = folded(network.bias(layer), factor);
    double square = factor * factor;
    this.weightVariances = variances == null ? null : folded(variances.weight(layer), square);
    this.biasVariances = variances == null ? null : folded(variances.bias(layer), square);
    this.weightNoise = sent ? noise : WeightNoise.NONE;
    this.biasNoise = seeded.contains(2 * layer + 1) ? WeightNoise.NONE : noise;
    this.weightAdditive = Math.pow(factor * weightNoise.sigma(), 2);
    this.biasAdditive = Math.pow(factor * biasNoise.sigma(), 2);
    this.weightShare = weightNoise.squareShare();
    this.biasShare = biasNoise.squareShare();
    this.weightKeep = weightNoise.keep();
    this.biasKeep = biasNoise.keep();
  }

  /** Returns the layers of a network whose weights have variances, or null for none. */
  static RandomLayer[] of(
      SirenWeights network,
      @Nullable SirenWeights variances,
      SeededTensors seeded,
      WeightNoise noise) {
    RandomLayer[] layers = new RandomLayer[network.architecture().layers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = new RandomLayer(network, variances, seeded, noise, layer);
    }
    return layers;
  }

  private static double[] folded(WeightTensor tensor, double factor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * tensor.get(i);
    }
    return values;
  }

  /** What a weight's mean is multiplied by. */
  double weightKeep() {
    return weightKeep;
  }

  /** What a bias's mean is multiplied by. */
  double biasKeep() {
    return biasKeep;
  }

  /**
   * Writes mean and variance of the pre-activations.
   *
   * @param m the inputs' means
   * @param v the inputs' variances, or null if the inputs are known
   */
  void propagate(double[] m, double @Nullable [] v, double[] mean, double[] variance) {
    double kept = weightKeep * weightKeep;
    double common = biasAdditive;
    double[] spread = new double[columns];
    double[] squares = new double[columns];
    boolean spreads = false;
    for (int c = 0; c < columns; c++) {
      double known = v == null ? 0 : v[c];
      double square = known + m[c] * m[c];
      squares[c] = square;
      common += weightAdditive * square;
      spread[c] = weightShare * square + kept * known;
      spreads |= spread[c] != 0;
    }
    for (int r = 0; r < rows; r++) {
      double z = 0;
      double s = 0;
      int row = r * columns;
      for (int c = 0; c < columns; c++) {
        z += weights[row + c] * m[c];
      }
      for (int c = 0; spreads && c < columns; c++) {
        s += weights[row + c] * weights[row + c] * spread[c];
      }
      if (weightVariances != null && biasVariances != null) {
        s += biasVariances[r];
        for (int c = 0; c < columns; c++) {
          s += weightVariances[row + c] * squares[c];
        }
      }
      mean[r] = weightKeep * z + biasKeep * biases[r];
      variance[r] = s + common + biasShare * biases[r] * biases[r];
    }
  }

  /** Writes pre-activations for known inputs with every weight of the layer drawn on its own. */
  void draw(double[] inputs, SplittableRandom random, double[] z) {
    for (int r = 0; r < rows; r++) {
      z[r] = drawn(biases[r], biasNoise, random);
      for (int c = 0; c < columns; c++) {
        z[r] += drawn(weights[r * columns + c], weightNoise, random) * inputs[c];
      }
    }
  }

  private double drawn(double weight, WeightNoise noise, SplittableRandom random) {
    double value = weight;
    if (noise.relative() > 0) {
      value *= 1 + noise.relative() * NormalDeviate.next(random);
    }
    if (noise.mask() > 0 && random.nextDouble() < noise.mask()) {
      value = 0;
    }
    if (noise.sigma() > 0) {
      value += factor * noise.sigma() * NormalDeviate.next(random);
    }
    return value;
  }
}
