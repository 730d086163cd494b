package dev.sirencast.trainer.loss;

import dev.sirencast.trainer.network.BatchPass;

/** The reconstruction loss of {@link TrainingLoss#mse()}. */
public record MeanSquaredError() implements Objective {

  @Override
  public LossGradient evaluate(Step step) {
    try (BatchPass pass = new BatchPass(step.network(), step.batch(), false)) {
      return new LossGradient(pass.reconstruction(), pass.reconstruction(), pass.gradient());
    }
  }

  /** The loss's name, {@code mse}. */
  @Override
  public String toString() {
    return "mse";
  }
}
