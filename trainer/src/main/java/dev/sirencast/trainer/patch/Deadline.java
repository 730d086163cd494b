package dev.sirencast.trainer.patch;

import java.util.function.LongSupplier;

/**
 * When something has to be done. Thread-safe where its clock is.
 *
 * @param nanoTime a clock, as {@link System#nanoTime}
 * @param end on that clock
 */
public record Deadline(LongSupplier nanoTime, long end) {
  /** The seconds that are left, below 0 where it is over. */
  public double seconds() {
    return (end - nanoTime.getAsLong()) * 1e-9;
  }

  /** A deadline so many seconds before this one. */
  Deadline earlier(double seconds) {
    return new Deadline(nanoTime, end - (long) (seconds * 1e9));
  }
}
