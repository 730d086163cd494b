package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;

/**
 * The robust loss of {@link dev.sirencast.trainer.loss.TrainingLoss#gradientNormDifference}, its
 * Hessian-vector product by a forward difference of the gradient.
 *
 * @param lambda weight of the norm, 0 or more and finite
 */
public record GradientNormDifference(double lambda) implements Objective {
  /**
   * How far along the gradient's direction the second gradient is taken, in the unfolded
   * parameters. Below 1e-4 float32's rounding of the gradients shows in their difference, above
   * 1e-2 the curve of the loss does.
   */
  static final double DISTANCE = 1e-3;

  @Override
  public LossGradient evaluate(Step step) {
    LossGradient plain = new MeanSquaredError().evaluate(step);
    NDArray gradient = plain.gradient();
    float norm = gradient.norm().toFloatArray()[0];
    if (norm > 0) {
      NDArray ahead = gradient.mul((float) (DISTANCE / norm));
      ahead.addi(step.network().parameters());
      Step moved = new Step(step.network().at(ahead), step.batch(), step.noise(), step.progress());
      NDArray product = new MeanSquaredError().evaluate(moved).gradient().subi(gradient);
      gradient.addi(product.muli((float) (lambda / DISTANCE)));
    }
    return new LossGradient(plain.value() + lambda * norm, plain.reconstruction(), gradient);
  }
}
