package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;

/**
 * The loss of {@link dev.sirencast.trainer.loss.TrainingLoss#l1}.
 *
 * @param factor weight of the sum, 0 or more and finite
 */
public record L1Penalty(double factor) implements Objective {
  @Override
  public LossGradient evaluate(Step step) {
    LossGradient plain = new MeanSquaredError().evaluate(step);
    NDArray sent = step.network().parameters().mul(step.network().sent());
    sent.attach(step.network().manager());
    double sum = sent.abs().sum().toFloatArray()[0];
    return Objective.penalised(plain, factor * sum, sent.sign().muli((float) factor));
  }
}
