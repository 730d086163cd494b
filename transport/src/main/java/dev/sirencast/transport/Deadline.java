package dev.sirencast.transport;

import java.time.Duration;

/** A moment by which something must have happened. Immutable and thread-safe. */
final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos());
  }

  boolean hasPassed() {
    return remainingMillis() == 0;
  }

  /** The time that is left, rounded up; 0 once the deadline has passed. */
  long remainingMillis() {
    return Math.max(0, (nanos - System.nanoTime() + 999_999) / 1_000_000);
  }
}
