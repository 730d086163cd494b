package dev.sirencast.trainer;

/**
 * Watches a training run and may end it. All methods are called on the thread that trains, and what
 * they throw ends the run and reaches its caller.
 */
public interface TrainingListener {

  /** Called after every step. */
  default void onProgress(TrainingProgress progress) {}

  /** Asked before every step: true ends the run with the best weights so far. */
  default boolean stopRequested() {
    return false;
  }

  /** Asked after every step: true has {@link #onCheckpoint} called. */
  default boolean checkpointRequested() {
    return false;
  }

  /** Called with the run's state when it was asked for, and when the run was ended early. */
  default void onCheckpoint(TrainingCheckpoint checkpoint) {}

  /** A listener that ignores progress and never stops a run. */
  static TrainingListener none() {
    return new TrainingListener() {};
  }
}
