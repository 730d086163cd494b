package dev.sirencast.trainer.patch;

import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.StepPerturbation;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Noise in training: every step sees the weights under one draw, which follows from the seed and
 * the step's number. Not thread-safe.
 */
final class NoisyWeights implements StepPerturbation {
  private final TrainingNoise noise;
  private final SirenArchitecture architecture;
  private final SeededTensors seeded;
  private final int steps;
  private final long seed;
  private final float[] factors;

  private NoisyWeights(
      TrainingNoise noise,
      SirenArchitecture architecture,
      SeededTensors seeded,
      int steps,
      long seed) {
    this.noise = noise;
    this.architecture = architecture;
    this.seeded = seeded;
    this.steps = steps;
    this.seed = seed;
    this.factors = new float[architecture.parameters()];
  }

  /**
   * The hooks of a fit under noise; none where there is no noise.
   *
   * @param seeded tensors that no noise hits
   * @param steps of the whole fit
   */
  static FitHooks hooks(
      TrainingNoise noise,
      SirenArchitecture architecture,
      SeededTensors seeded,
      int steps,
      long seed) {
    return noise.high().isNone()
        ? FitHooks.NONE
        : new FitHooks(new NoisyWeights(noise, architecture, seeded, steps, seed), null);
  }

  @Override
  public void apply(float[] weights, float[] seen, int step) {
    SplittableRandom random = new SplittableRandom(DerivedSeed.of(seed, step));
    WeightNoise drawn = noise.draw(random.nextDouble(), (double) step / steps);
    Arrays.fill(factors, 1);
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int end = at + architecture.tensorSize(tensor);
      if (!seeded.contains(tensor)) {
        draw(drawn, random, seen, at, end);
      }
      at = end;
    }
  }

  private void draw(WeightNoise drawn, SplittableRandom random, float[] seen, int from, int to) {
    for (int i = from; i < to; i++) {
      if (drawn.mask() > 0 && random.nextDouble() < drawn.mask()) {
        factors[i] = 0;
      } else if (drawn.relative() > 0) {
        factors[i] = (float) (1 + drawn.relative() * random.nextGaussian());
      }
      seen[i] *= factors[i];
      if (drawn.sigma() > 0) {
        seen[i] += (float) (drawn.sigma() * random.nextGaussian());
      }
    }
  }

  @Override
  public void adjust(float[] gradient, int step) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factors[i];
    }
  }
}
