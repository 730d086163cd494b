package dev.sirencast.trainer;

/**
 * The working side of a {@link TrainingLoss}: its value and gradient on a batch.
 *
 * <p>It stands apart from the public interface so that the engine's types stay inside the package.
 */
sealed interface Objective extends TrainingLoss permits MeanSquaredError, GradientNorm {

  /**
   * Returns the loss of {@code network} on {@code batch} and its gradient with respect to the
   * unfolded parameters, in an array that lives as long as the network.
   */
  LossGradient evaluate(FoldedNetwork network, Batch batch);
}
