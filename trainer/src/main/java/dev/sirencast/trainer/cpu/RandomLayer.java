package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.LayerNoise;

/**
 * A layer whose folded weights are random, packed for the way forward and the way back: their
 * means, and what makes the variance of a pre-activation out of the inputs'.
 *
 * <p>With m and v the mean and variance of the inputs, taken as independent, {@code q = m^2 + v},
 * and k, a and r the {@link LayerNoise}'s keep probability, additive and multiplicative variance,
 * the variance is
 *
 * <pre>
 *   s^2 = a (sum_i q_i + 1) + W^2 (r q + k^2 v) + r b^2
 * </pre>
 *
 * It is computed as {@code t = -s^2 / 2}:
 *
 * <pre>
 *   r = 0:  u = v,                     S = -1/2 (W^2 + a)     t = S u + c - a/2 sums of m^2
 *   r &gt; 0:  u = m^2 + (r + k^2)/r v,   S = -1/2 r W^2         t = S u + c - a/2 sums of q
 *           c = -1/2 (a + r b^2)
 * </pre>
 *
 * (Without multiplicative variance there are no masks, so that k is 1.)
 */
final class RandomLayer {
  final int rows;
  final int columns;
  final boolean sine;

  /** The means, as {@link TrainedLayer#forward} and its kin. */
  final PackedMatrix means;

  final PackedMatrix back;

  /** S and c. */
  final PackedMatrix spread;

  /** The transposed 2 S. */
  final PackedMatrix doubled;

  /** S, row after row. */
  final float[] spreads;

  private final double omega0;
  private final int offset;
  private LayerNoise noise = LayerNoise.NONE;

  private RandomLayer(SirenArchitecture architecture, int layer, int offset) {
    this.rows = architecture.rows(layer);
    this.columns = architecture.columns(layer);
    this.sine = architecture.isSine(layer);
    this.omega0 = architecture.omega0(layer);
    this.offset = offset;
    this.means = new PackedMatrix(rows, columns);
    this.back = new PackedMatrix(columns, rows);
    this.spread = new PackedMatrix(rows, columns);
    this.doubled = new PackedMatrix(columns, rows);
    this.spreads = new float[rows * columns];
  }

  /** Returns a network's layers, all weights zero. */
  static RandomLayer[] of(SirenArchitecture architecture) {
    RandomLayer[] layers = new RandomLayer[architecture.layers()];
    int offset = 0;
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new RandomLayer(architecture, l, offset);
      offset += architecture.rows(l) * (architecture.columns(l) + 1);
    }
    return layers;
  }

  /** The noise of the weights. */
  LayerNoise noise() {
    return noise;
  }

  /** The first of this layer's weights in a network's. */
  int offset() {
    return offset;
  }

  /** The number of weights and biases. */
  int size() {
    return rows * (columns + 1);
  }

  /** Whether u has the inputs' squares. */
  boolean isMultiplicative() {
    return noise.weightMultiplicative() > 0;
  }

  /** What v is multiplied by in u. */
  float carried() {
    double kept = noise.weightKeepProbability() * noise.weightKeepProbability();
    double r = noise.weightMultiplicative();
    return r > 0 ? (float) ((r + kept) / r) : 1;
  }

  /** Takes this layer's part of weights, which stand from {@code at} on. */
  void pack(float[] weights, int at, LayerNoise newNoise) {
    noise = newNoise;
    int biases = at + rows * columns;
    double turns = sine ? omega0 / (2 * Math.PI) : omega0;
    means.fill(weights, at, (float) (turns * noise.weightKeepProbability()));
    means.fillBiases(weights, biases, turns * noise.biasKeepProbability());
    back.fillTransposed(weights, at, (float) (omega0 * noise.weightKeepProbability()));
    boolean multiplicative = isMultiplicative();
    double slope = -0.5 * (multiplicative ? noise.weightMultiplicative() : 1) * omega0 * omega0;
    double added = multiplicative ? 0 : -0.5 * noise.weightAdditive();
    for (int i = 0; i < spreads.length; i++) {
      double w = weights[at + i];
      spreads[i] = (float) (slope * w * w + added);
    }
    spread.fill(spreads, 0, 1f);
    doubled.fillTransposed(spreads, 0, 2f);
    double byBias = -0.5 * noise.biasMultiplicative() * omega0 * omega0;
    for (int r = 0; r < rows; r++) {
      double b = weights[biases + r];
      spread.biases[r] = (float) (byBias * b * b - 0.5 * noise.biasAdditive());
    }
  }

  /**
   * Turns gradients by means and by spreads into one by the weights.
   *
   * @param weights all weights of the network
   * @param byMeans omega0 times that by the folded means; becomes the gradient
   * @param bySpreads omega0 times that by S and c
   */
  void unfold(float[] weights, float[] byMeans, float[] bySpreads) {
    double slope = isMultiplicative() ? noise.weightMultiplicative() : 1;
    int biases = offset + rows * columns;
    for (int i = offset; i < biases; i++) {
      byMeans[i] =
          (float)
              (noise.weightKeepProbability() * byMeans[i]
                  - slope * omega0 * weights[i] * bySpreads[i]);
    }
    for (int i = biases; i < biases + rows; i++) {
      byMeans[i] =
          (float)
              (noise.biasKeepProbability() * byMeans[i]
                  - noise.biasMultiplicative() * omega0 * weights[i] * bySpreads[i]);
    }
  }
}
