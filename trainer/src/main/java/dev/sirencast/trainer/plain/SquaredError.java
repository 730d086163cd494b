package dev.sirencast.trainer.plain;

import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.LossDecibels;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;

/** The reconstruction loss L alone. */
final class SquaredError implements PlainObjective {
  /** Points that are evaluated at once, so that memory stays flat. */
  private static final int CHUNK = 1 << 16;

  private final NetworkPass pass;

  SquaredError(NetworkPass pass) {
    this.pass = pass;
  }

  @Override
  public StepLoss evaluate(float[] weights, PlainStep step, float[] gradient) {
    double reconstruction = at(weights, step, gradient);
    return new StepLoss(reconstruction, reconstruction);
  }

  /** Returns L and sets its gradient. */
  double at(float[] weights, PlainStep step, float[] gradient) {
    double error = pass.squaredError(weights, step.points(), 0, step.count(), gradient);
    // The pass has the mean over the components, too.
    Vectors.scale(gradient, step.points().outputs());
    return error / step.count();
  }

  /** The clamped outputs' PSNR. */
  @Override
  public double decibels(float[] weights, TrainingPoints points, NoisePool noise) {
    int components = points.outputs();
    float[] outputs = new float[Math.min(CHUNK, points.count()) * components];
    double sum = 0;
    for (int from = 0; from < points.count(); from += CHUNK) {
      int to = Math.min(points.count(), from + CHUNK);
      pass.outputs(weights, points, from, to, outputs);
      for (int c = 0; c < components; c++) {
        float[] targets = points.targets(c);
        for (int p = from; p < to; p++) {
          float y = outputs[(p - from) * components + c];
          double error = Math.max(-1f, Math.min(1f, y)) - targets[p];
          sum += error * error;
        }
      }
    }
    return LossDecibels.of(sum / points.count(), components);
  }
}
