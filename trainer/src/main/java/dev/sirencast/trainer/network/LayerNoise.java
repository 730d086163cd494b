package dev.sirencast.trainer.network;

import dev.sirencast.siren.noise.WeightNoise;

/**
 * What noise does to one layer's folded parameters: each w becomes a random number of mean {@code
 * keep w} and variance {@code additive + share w^2}.
 *
 * @param weightAdditive additive variance of W, omega0^2 sigma^2; 0 if W is not sent
 * @param biasAdditive the same of b
 * @param weightShare variance of W over its square
 * @param biasShare the same of b
 * @param weightKeep mean of W over its value
 * @param biasKeep the same of b
 */
record LayerNoise(
    double weightAdditive,
    double biasAdditive,
    double weightShare,
    double biasShare,
    double weightKeep,
    double biasKeep) {

  static LayerNoise of(ParameterSpace space, WeightNoise noise, int layer) {
    WeightNoise weight = space.isSent(2 * layer) ? noise : WeightNoise.NONE;
    WeightNoise bias = space.isSent(2 * layer + 1) ? noise : WeightNoise.NONE;
    double factor = space.factor(layer);
    return new LayerNoise(
        Math.pow(factor * weight.sigma(), 2),
        Math.pow(factor * bias.sigma(), 2),
        weight.squareShare(),
        bias.squareShare(),
        weight.keep(),
        bias.keep());
  }

  /** Whether the layer has no noise of its own. */
  boolean isNone() {
    return weightAdditive + biasAdditive + weightShare + biasShare == 0;
  }
}
