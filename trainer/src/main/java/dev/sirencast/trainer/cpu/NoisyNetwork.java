package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.engine.LayerNoise;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A step's network under noise: what all threads read, and none changes. */
final class NoisyNetwork {
  private final RandomLayer[] layers;
  private float[] weights = new float[0];
  private float[] deviates = new float[0];
  private long[] seeds = new long[0];
  private int drawn;
  private int pairs;
  private double firstMask;

  NoisyNetwork(SirenArchitecture architecture) {
    this.layers = RandomLayer.of(architecture);
  }

  /**
   * Goes to a step.
   *
   * @param isDrawn whether noise is drawn but for the last two layers, or nothing is
   * @param newPairs draws for each point, each used with both signs; 0 for one draw
   * @param newDeviates normal deviates to draw from
   * @param random tells every tile its seed
   */
  void set(
      float[] newWeights,
      ParameterSpace space,
      WeightNoise noise,
      boolean isDrawn,
      int newPairs,
      float[] newDeviates,
      SplittableRandom random,
      int tiles) {
    weights = newWeights;
    deviates = newDeviates;
    pairs = newPairs;
    drawn = isDrawn ? layers.length - 2 : 0;
    firstMask = isDrawn && noise.mask() > 0 && space.isSent(0) ? noise.mask() : 0;
    // A first layer that is sent has few and large weights: their masks are real.
    WeightNoise first = firstMask > 0 ? new WeightNoise(noise.sigma(), noise.relative(), 0) : noise;
    for (int l = 0; l < layers.length; l++) {
      LayerNoise own = LayerNoise.of(space, l == 0 ? first : noise, l);
      layers[l].pack(weights, layers[l].offset(), own);
    }
    seeds = new long[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      seeds[tile] = random.nextLong();
    }
  }

  RandomLayer layer(int l) {
    return layers[l];
  }

  /** The layers whose noise is drawn. */
  int drawn() {
    return drawn;
  }

  /** Whether a layer's pre-activations are random, beside what is drawn. */
  boolean isRandom(int l) {
    return !layers[l].noise().isNone() || (l > drawn && isRandom(l - 1));
  }

  /** How often noise is drawn for each point. */
  int pairs() {
    return Math.max(1, pairs);
  }

  /** -1 where each draw is used with both signs, else 1. */
  int lastSign() {
    return pairs == 0 ? 1 : -1;
  }

  /** How many losses the sum over a tile has for each point. */
  int passes() {
    return Math.max(1, 2 * pairs);
  }

  long seed(int tile) {
    return seeds[tile];
  }

  float[] deviates() {
    return deviates;
  }

  /** Draws which of the first layer's weights and biases are kept, null where all are. */
  float @Nullable [] firstLayerMask(SplittableRandom random) {
    return firstMask > 0 ? NoisePool.mask(random, layers[0].size(), firstMask) : null;
  }

  /** Packs the first layer with a mask. */
  void packMasked(RandomLayer masked, float[] mask) {
    float[] kept = new float[mask.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = mask[i] * weights[i];
    }
    masked.pack(kept, 0, layers[0].noise());
  }

  /** Turns gradients by means and by spreads into one by the weights, in the first's place. */
  void unfold(float[] byMeans, float[] bySpreads) {
    for (RandomLayer layer : layers) {
      layer.unfold(weights, byMeans, bySpreads);
    }
  }
}
