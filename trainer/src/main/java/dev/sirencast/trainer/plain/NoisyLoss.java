package dev.sirencast.trainer.plain;

import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.cpu.NoisePass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.LossDecibels;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.SplittableRandom;

/** L expected under noise: drawn for every point, or in closed form. */
final class NoisyLoss implements PlainObjective {
  private static final long EVALUATION_SEED = 0x6e6f697365L;

  private final NoisePass pass;
  private final TrainingNoise noise;
  private final boolean isDrawn;
  private final int pairs;

  /**
   * @param isDrawn whether noise is drawn, or all is in closed form
   * @param pairs draws of each point's noise, each used with both signs; 0 for one draw
   */
  NoisyLoss(NoisePass pass, TrainingNoise noise, boolean isDrawn, int pairs) {
    this.pass = pass;
    this.noise = noise;
    this.isDrawn = isDrawn;
    this.pairs = pairs;
  }

  @Override
  public StepLoss evaluate(float[] weights, PlainStep step, float[] gradient) {
    SplittableRandom random = step.noise().random();
    WeightNoise drawn = noise.draw(random.nextDouble(), step.progress());
    int components = step.points().outputs();
    double error =
        pass.squaredError(
            weights,
            new NoisePass.Noise(drawn, isDrawn, pairs),
            step.noise(),
            random,
            step.points(),
            0,
            step.count(),
            gradient);
    Vectors.scale(gradient, components);
    double loss = error / step.count();
    return new StepLoss(loss, loss);
  }

  @Override
  public double decibels(float[] weights, TrainingPoints points, NoisePool pool) {
    return expected(pass, noise, weights, points, pool);
  }

  /**
   * Returns the PSNR expected under noise of the middle of a mixture, before clamping, from one
   * draw a point, the same in every evaluation.
   */
  static double expected(
      NoisePass pass, TrainingNoise noise, float[] weights, TrainingPoints points, NoisePool pool) {
    double error =
        pass.squaredError(
            weights,
            new NoisePass.Noise(noise.middle(), true, 0),
            pool,
            new SplittableRandom(EVALUATION_SEED),
            points);
    return LossDecibels.of(error / points.count(), points.outputs());
  }
}
