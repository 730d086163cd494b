package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;

/**
 * The robust loss with the gradient that the paper prints, {@link
 * dev.sirencast.trainer.loss.TrainingLoss#gradientNormEq9}.
 *
 * @param lambda weight of the norm, 0 or more and finite
 */
public record GradientNormEq9(double lambda) implements Objective {
  @Override
  public LossGradient evaluate(Step step) {
    LossGradient plain = new MeanSquaredError().evaluate(step);
    NDArray gradient = plain.gradient();
    float norm = gradient.norm().toFloatArray()[0];
    if (norm > 0) {
      gradient.muli((float) (1 + lambda / norm));
    }
    return new LossGradient(plain.value() + lambda * norm, plain.reconstruction(), gradient);
  }
}
