package dev.sirencast.experiments.lab;

import dev.sirencast.signal.Signal;

/**
 * What tells one training from another on the same signal. Two equal recipes give the same weights.
 */
public interface Recipe {
  /** What is minimised, as the trainer prints it. */
  String loss();

  /**
   * Trains.
   *
   * @throws IllegalStateException if there is no such device
   */
  Trained train(Signal signal, TrainingJob job);
}
