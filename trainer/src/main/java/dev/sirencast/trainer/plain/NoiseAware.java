package dev.sirencast.trainer.plain;

import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.cpu.NoisePass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.Arrays;
import java.util.SplittableRandom;

/** L at weights with noise: {@code w -> f w + a}, one draw a step for all points. */
final class NoiseAware implements PlainObjective {
  private final SquaredError squaredError;
  private final NoisePass evaluation;
  private final TrainingNoise noise;
  private final boolean antithetic;
  private final float[] sent;
  private final float[] scale;
  private final float[] shift;
  private final float[] noisy;
  private final float[] other;

  /**
   * @param evaluation finds the PSNR expected under noise
   * @param antithetic whether every draw is used twice, the second time with its sign turned
   * @param sent 1 for the weights that noise hits, 0 for the others
   */
  NoiseAware(
      SquaredError squaredError,
      NoisePass evaluation,
      TrainingNoise noise,
      boolean antithetic,
      float[] sent) {
    this.squaredError = squaredError;
    this.evaluation = evaluation;
    this.noise = noise;
    this.antithetic = antithetic;
    this.sent = sent;
    this.scale = new float[sent.length];
    this.shift = new float[sent.length];
    this.noisy = new float[sent.length];
    this.other = new float[sent.length];
  }

  @Override
  public StepLoss evaluate(float[] weights, PlainStep step, float[] gradient) {
    SplittableRandom random = step.noise().random();
    draw(noise.draw(random.nextDouble(), step.progress()), step.noise());
    double first = at(weights, 1, step, gradient);
    if (!antithetic) {
      return new StepLoss(first, first);
    }
    double second = at(weights, -1, step, other);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] + other[i]) / 2;
    }
    double mean = (first + second) / 2;
    return new StepLoss(mean, mean);
  }

  private void draw(WeightNoise drawn, NoisePool pool) {
    Arrays.fill(shift, 0f);
    Arrays.fill(scale, 1f);
    if (drawn.sigma() > 0) {
      addDeviates(shift, (float) drawn.sigma(), pool);
    }
    if (drawn.relative() > 0) {
      addDeviates(scale, (float) drawn.relative(), pool);
    }
    if (drawn.mask() > 0) {
      float[] kept = NoisePool.mask(pool.random(), scale.length, drawn.mask());
      for (int i = 0; i < kept.length; i++) {
        scale[i] *= sent[i] > 0 ? kept[i] : 1;
      }
    }
  }

  private void addDeviates(float[] to, float deviation, NoisePool pool) {
    float[] deviates = pool.deviates();
    int place = NoisePool.place(pool.random());
    for (int i = 0; i < to.length; i++) {
      to[i] += deviation * sent[i] * deviates[place + i];
    }
  }

  private double at(float[] weights, int sign, PlainStep step, float[] gradient) {
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = scale[i] * weights[i] + sign * shift[i];
    }
    double loss = squaredError.at(noisy, step, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= scale[i];
    }
    return loss;
  }

  @Override
  public double decibels(float[] weights, TrainingPoints points, NoisePool pool) {
    return NoisyLoss.expected(evaluation, noise, weights, points, pool);
  }
}
