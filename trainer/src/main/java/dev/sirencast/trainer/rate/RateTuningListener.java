package dev.sirencast.trainer.rate;

/**
 * Watches rate tuning and may end it. All methods are called on the thread that tunes, and what
 * they throw ends the run and reaches its caller.
 */
public interface RateTuningListener {

  /** Called after every step. */
  default void onProgress(RateTuningProgress progress) {}

  /** Asked before every step: true ends the run with the best symbols so far. */
  default boolean stopRequested() {
    return false;
  }

  /** A listener that ignores progress and never stops a run. */
  static RateTuningListener none() {
    return new RateTuningListener() {};
  }
}
