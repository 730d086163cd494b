package dev.sirencast.siren.noise;

import dev.sirencast.siren.WeightTensor;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose weights are random, in double and with its layer's factor folded in.
 *
 * <p>A folded weight w has mean {@code p w}, p its keep probability, and variance {@code a + r
 * w^2}, a its additive and r its multiplicative variance; where it is not known itself, its own
 * variance u comes on top.
 */
final class RandomTensor {
  /** w. */
  final double[] values;

  /** a. */
  final double additive;

  /** r. */
  final double multiplicative;

  /** p. */
  final double keepProbability;

  /** u, or null where all weights are known. */
  final double @Nullable [] variances;

  private final WeightNoise noise;
  private final double factor;

  /**
   * @param variances of the weights themselves, or null for none
   * @param factor what is folded into the weights
   */
  RandomTensor(
      WeightTensor tensor, @Nullable WeightTensor variances, WeightNoise noise, double factor) {
    this.values = folded(tensor, factor);
    this.variances = variances == null ? null : folded(variances, factor * factor);
    this.noise = noise;
    this.factor = factor;
    this.additive = Math.pow(factor * noise.sigma(), 2);
    this.multiplicative = noise.multiplicativeVariance();
    this.keepProbability = noise.keepProbability();
  }

  private static double[] folded(WeightTensor tensor, double factor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * tensor.get(i);
    }
    return values;
  }

  /** Draws a weight, whose own variance is left out. */
  double draw(int index, SplittableRandom random) {
    double value = values[index];
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
