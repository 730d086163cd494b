package dev.sirencast.transport.net;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** A moment by which something must have happened, on a clock. Immutable and thread-safe. */
public final class Deadline {
  private final Ticker clock;
  private final long nanos;

  private Deadline(Ticker clock, long nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Returns the deadline that passes when a clock has gone on by a time. */
  public static Deadline after(Ticker clock, Duration timeout) {
    return new Deadline(clock, clock.nanoTime() + timeout.toNanos());
  }

  /** Whether the time is over. */
  public boolean hasPassed() {
    return remainingNanos() == 0;
  }

  /** The time that is left; 0 once the deadline has passed. */
  long remainingNanos() {
    return Math.max(0, nanos - clock.nanoTime());
  }

  /** The time that is left, rounded up; 0 once the deadline has passed. */
  public long remainingMillis() {
    return (remainingNanos() + 999_999) / 1_000_000;
  }
}
