package dev.sirencast.trainer.engine;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;

/**
 * What noise does to one layer's folded parameters: each w becomes a random number of mean {@code p
 * w} and variance {@code a + r w^2}, p its keep probability, a its additive and r its
 * multiplicative variance.
 *
 * @param weightAdditive a of W, omega0^2 sigma^2; 0 if W is not sent
 * @param biasAdditive the same of b
 * @param weightMultiplicative r of W
 * @param biasMultiplicative the same of b
 * @param weightKeepProbability p of W
 * @param biasKeepProbability the same of b
 */
public record LayerNoise(
    double weightAdditive,
    double biasAdditive,
    double weightMultiplicative,
    double biasMultiplicative,
    double weightKeepProbability,
    double biasKeepProbability) {
  /** No noise. */
  public static final LayerNoise NONE = new LayerNoise(0, 0, 0, 0, 1, 1);

  /** The noise of a layer, where some hits what is sent. */
  public static LayerNoise of(ParameterSpace space, WeightNoise noise, int layer) {
    WeightNoise weight = space.isSent(SirenArchitecture.weightId(layer)) ? noise : WeightNoise.NONE;
    WeightNoise bias = space.isSent(SirenArchitecture.biasId(layer)) ? noise : WeightNoise.NONE;
    double factor = space.factor(layer);
    return new LayerNoise(
        Math.pow(factor * weight.sigma(), 2),
        Math.pow(factor * bias.sigma(), 2),
        weight.multiplicativeVariance(),
        bias.multiplicativeVariance(),
        weight.keepProbability(),
        bias.keepProbability());
  }

  /** Whether the layer has no noise of its own. */
  public boolean isNone() {
    return weightAdditive + biasAdditive + weightMultiplicative + biasMultiplicative == 0;
  }
}
