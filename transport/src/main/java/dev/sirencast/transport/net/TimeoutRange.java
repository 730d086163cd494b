package dev.sirencast.transport.net;

import java.math.BigDecimal;
import java.time.Duration;

/** The range of a timeout and its notation in messages. */
public final class TimeoutRange {
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofDays(1);

  private TimeoutRange() {}

  /**
   * Checks a time-out.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if it is out of the range
   */
  public static void require(String what, Duration timeout) {
    if (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(what + " must be 1 ms to 1 day, got " + timeout);
    }
  }

  /** Seconds, as in {@code 0.25 s}. */
  public static String text(Duration timeout) {
    BigDecimal seconds = BigDecimal.valueOf(timeout.toMillis(), 3);
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
