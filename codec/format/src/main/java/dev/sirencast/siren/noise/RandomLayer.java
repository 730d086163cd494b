package dev.sirencast.siren.noise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose weights are random: mean and variance of its pre-activations.
 *
 * <p>With p, a, r and u of {@link RandomTensor}, those of the bias primed, and inputs of mean m and
 * variance v, taken as independent, a neuron's pre-activation has
 *
 * <pre>
 *   mean      sum p w m + p' b
 *   variance  sum (a + r w^2 + u) (v + m^2) + p^2 w^2 v  + a' + r' b^2 + u'
 * </pre>
 */
final class RandomLayer {
  final int rows;
  final int columns;
  final boolean sent;
  final RandomTensor weight;
  final RandomTensor bias;

  private RandomLayer(
      SirenWeights network,
      @Nullable SirenWeights variances,
      SeededTensors seeded,
      WeightNoise noise,
      int layer) {
    SirenArchitecture architecture = network.architecture();
    this.rows = architecture.rows(layer);
    this.columns = architecture.columns(layer);
    this.sent = !seeded.contains(SirenArchitecture.weightId(layer));
    double factor = architecture.omega0(layer);
    this.weight =
        new RandomTensor(
            network.weight(layer),
            variances == null ? null : variances.weight(layer),
            sent ? noise : WeightNoise.NONE,
            factor);
    this.bias =
        new RandomTensor(
            network.bias(layer),
            variances == null ? null : variances.bias(layer),
            seeded.contains(SirenArchitecture.biasId(layer)) ? WeightNoise.NONE : noise,
            factor);
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

  /**
   * Writes mean and variance of the pre-activations.
   *
   * @param m the inputs' means
   * @param v the inputs' variances, or null if the inputs are known
   */
  void propagate(double[] m, double @Nullable [] v, double[] mean, double[] variance) {
    products(m, v, mean, variance);
    double[] b = bias.values;
    for (int r = 0; r < rows; r++) {
      mean[r] += bias.keepProbability * b[r];
      variance[r] += bias.additive + bias.multiplicative * b[r] * b[r] + own(r);
    }
  }

  /**
   * The same for known inputs with every bias drawn on its own: one that is large and rarely
   * missing is no normal deviate.
   */
  void propagateDrawn(double[] inputs, SplittableRandom random, double[] mean, double[] variance) {
    products(inputs, null, mean, variance);
    for (int r = 0; r < rows; r++) {
      mean[r] += bias.draw(r, random);
      variance[r] += own(r);
    }
  }

  private double own(int row) {
    return bias.variances == null ? 0 : bias.variances[row];
  }

  /** What the weights make of the inputs, without the bias. */
  private void products(double[] m, double @Nullable [] v, double[] mean, double[] variance) {
    double kept = weight.keepProbability * weight.keepProbability;
    double common = 0;
    double[] spread = new double[columns];
    double[] squares = new double[columns];
    boolean spreads = false;
    for (int c = 0; c < columns; c++) {
      double known = v == null ? 0 : v[c];
      double square = known + m[c] * m[c];
      squares[c] = square;
      common += weight.additive * square;
      spread[c] = weight.multiplicative * square + kept * known;
      spreads |= spread[c] != 0;
    }
    double[] w = weight.values;
    for (int r = 0; r < rows; r++) {
      double z = 0;
      double s = 0;
      int row = r * columns;
      for (int c = 0; c < columns; c++) {
        z += w[row + c] * m[c];
      }
      for (int c = 0; spreads && c < columns; c++) {
        s += w[row + c] * w[row + c] * spread[c];
      }
      if (weight.variances != null) {
        for (int c = 0; c < columns; c++) {
          s += weight.variances[row + c] * squares[c];
        }
      }
      mean[r] = weight.keepProbability * z;
      variance[r] = s + common;
    }
  }

  /** Writes pre-activations for known inputs with every weight of the layer drawn on its own. */
  void draw(double[] inputs, SplittableRandom random, double[] z) {
    for (int r = 0; r < rows; r++) {
      z[r] = bias.draw(r, random);
      for (int c = 0; c < columns; c++) {
        z[r] += weight.draw(r * columns + c, random) * inputs[c];
      }
    }
  }
}
