package dev.sirencast.batch;

/**
 * Who hears of tasks while they are run, by their place in the list. All calls come from the thread
 * that runs the engine, but for {@link #isCancelled}, which any may ask.
 */
public interface TaskListener {
  /** A task has begun, where the engine knows. One whose worker died may begin again. */
  default void onStarted(int task) {}

  /** A task has ended; said once for each. */
  void onEnded(int task, TaskOutcome outcome);

  /** Whether to begin no more tasks, and to end those that run. */
  default boolean isCancelled() {
    return false;
  }
}
