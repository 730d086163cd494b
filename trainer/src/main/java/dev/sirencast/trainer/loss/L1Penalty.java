package dev.sirencast.trainer.loss;

import ai.djl.ndarray.NDArray;

/**
 * The loss of {@link TrainingLoss#l1}.
 *
 * @param factor weight of the sum, 0 or more and finite
 */
public record L1Penalty(double factor) implements Objective {
  public L1Penalty {
    Objective.requireFactor("the factor of l1", factor);
  }

  @Override
  public LossGradient evaluate(Step step) {
    LossGradient plain = new MeanSquaredError().evaluate(step);
    NDArray sent = step.network().parameters().mul(step.network().sent());
    sent.attach(step.network().manager());
    double sum = sent.abs().sum().toFloatArray()[0];
    return Objective.penalised(plain, factor * sum, sent.sign().muli((float) factor));
  }

  /** The loss's name and factor, as in {@code l1(1.0E-5)}. */
  @Override
  public String toString() {
    return "l1(" + factor + ")";
  }
}
