package dev.sirencast.trainer.torch;

import dev.sirencast.trainer.network.BatchPass;

/** The reconstruction loss of {@link dev.sirencast.trainer.loss.TrainingLoss#mse()}. */
public record MeanSquaredError() implements Objective {

  @Override
  public LossGradient evaluate(Step step) {
    try (BatchPass pass = new BatchPass(step.network(), step.batch(), false)) {
      return new LossGradient(pass.reconstruction(), pass.reconstruction(), pass.gradient());
    }
  }
}
