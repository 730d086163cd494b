package dev.sirencast.trainer.plain;

import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;

/** L and a penalty of the weights' own. */
final class Penalised implements PlainObjective {
  private final SquaredError squaredError;
  private final Penalty penalty;

  Penalised(SquaredError squaredError, Penalty penalty) {
    this.squaredError = squaredError;
    this.penalty = penalty;
  }

  /** Something that is to be small beside L. */
  @FunctionalInterface
  interface Penalty {
    /** Returns it, and adds its gradient. */
    double addTo(float[] weights, float[] gradient);
  }

  /**
   * A factor times the sum of the absolute values of the weights that are sent.
   *
   * @param sent 1 for these, 0 for the others
   */
  static Penalty l1(double factor, float[] sent) {
    return (weights, gradient) -> {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += sent[i] * Math.abs(weights[i]);
        gradient[i] += (float) factor * sent[i] * Math.signum(weights[i]);
      }
      return factor * sum;
    };
  }

  @Override
  public StepLoss evaluate(float[] weights, PlainStep step, float[] gradient) {
    double reconstruction = squaredError.at(weights, step, gradient);
    return new StepLoss(reconstruction + penalty.addTo(weights, gradient), reconstruction);
  }

  @Override
  public double decibels(float[] weights, TrainingPoints points, NoisePool noise) {
    return squaredError.decibels(weights, points, noise);
  }
}
