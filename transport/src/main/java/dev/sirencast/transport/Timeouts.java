package dev.sirencast.transport;

import java.math.BigDecimal;
import java.time.Duration;

/** The range of a timeout and its notation in messages. */
final class Timeouts {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private Timeouts() {}

  static void require(String what, Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " must be 1 ms to 1 day, got " + timeout);
    }
  }

  /** Seconds, as in {@code 0.25 s}. */
  static String text(Duration timeout) {
    BigDecimal seconds = BigDecimal.valueOf(timeout.toMillis(), 3);
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
