package dev.sirencast.batch;

import java.util.function.BooleanSupplier;

/**
 * What a running task is granted, and whether its result is still wanted.
 *
 * @param threads that it may use, the calling one included, 1 or more
 * @param cancelled asked by any thread; once true it stays so, and the task does well to end soon
 */
public record TaskContext(int threads, BooleanSupplier cancelled) {
  /** Whether nobody wants the result any more. */
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }
}
