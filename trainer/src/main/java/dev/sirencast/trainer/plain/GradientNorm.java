package dev.sirencast.trainer.plain;

import dev.sirencast.trainer.cpu.HessianPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.StepLoss;
import java.util.Arrays;

/**
 * L and lambda times the norm of its gradient g; where g is 0 the norm has no gradient, and 0 is
 * taken.
 */
final class GradientNorm implements PlainObjective {
  /**
   * How far along the gradient's direction a second gradient is taken. Below 1e-4 float32's
   * rounding of the gradients shows in their difference, above 1e-2 the curve of the loss does.
   */
  private static final double DISTANCE = 1e-3;

  private final SquaredError squaredError;
  private final double lambda;
  private final NormTerm term;

  GradientNorm(SquaredError squaredError, double lambda, NormTerm term) {
    this.squaredError = squaredError;
    this.lambda = lambda;
    this.term = term;
  }

  /** What lambda times the norm adds to the gradient. */
  @FunctionalInterface
  interface NormTerm {
    /**
     * Adds it.
     *
     * @param gradient g, and then the sum
     * @param norm of g, above 0
     */
    void addTo(float[] weights, PlainStep step, float[] gradient, double norm);
  }

  /** Exactly: {@code lambda H g / |g|}, H being the Hessian of L. */
  static NormTerm exact(HessianPass hessian, double lambda, int parameters) {
    float[] direction = new float[parameters];
    float[] product = new float[parameters];
    return (weights, step, gradient, norm) -> {
      Arrays.fill(direction, 0f);
      Vectors.add(direction, (float) (1 / norm), gradient);
      hessian.product(weights, direction, step.points(), 0, step.count(), product);
      // The pass has the mean over the components, too.
      Vectors.add(gradient, (float) (lambda * step.points().outputs()), product);
    };
  }

  /** By a forward difference of the gradient. */
  static NormTerm byDifference(SquaredError squaredError, double lambda, int parameters) {
    float[] ahead = new float[parameters];
    float[] moved = new float[parameters];
    return (weights, step, gradient, norm) -> {
      System.arraycopy(weights, 0, ahead, 0, parameters);
      Vectors.add(ahead, (float) (DISTANCE / norm), gradient);
      squaredError.at(ahead, step, moved);
      float factor = (float) (lambda / DISTANCE);
      for (int i = 0; i < parameters; i++) {
        gradient[i] += factor * (moved[i] - gradient[i]);
      }
    };
  }

  /** As the paper's Eq. 9 prints it: {@code lambda g / |g|}. */
  static NormTerm eq9(double lambda) {
    return (weights, step, gradient, norm) -> Vectors.scale(gradient, (float) (1 + lambda / norm));
  }

  @Override
  public StepLoss evaluate(float[] weights, PlainStep step, float[] gradient) {
    double reconstruction = squaredError.at(weights, step, gradient);
    double norm = Vectors.norm(gradient);
    if (norm > 0) {
      term.addTo(weights, step, gradient, norm);
    }
    return new StepLoss(reconstruction + lambda * norm, reconstruction);
  }

  @Override
  public double decibels(float[] weights, TrainingPoints points, NoisePool noise) {
    return squaredError.decibels(weights, points, noise);
  }
}
