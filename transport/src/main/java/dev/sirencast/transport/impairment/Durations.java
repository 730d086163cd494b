package dev.sirencast.transport.impairment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time in nanoseconds and its notation in the grammar: {@code 20ms}, {@code 1.5s}. */
final class Durations {
  /** A day, the longest. */
  static final long MAX_NANOS = 86_400_000_000_000L;

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s)");

  private Durations() {}

  static void require(String what, long nanos) {
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new IllegalArgumentException(what + " must be 0 to 86400s, got " + text(nanos));
    }
  }

  /** Reads a number and its unit; a unit there must be, except behind 0. */
  static long parse(String text) {
    Matcher form = FORM.matcher(text.equals("0") ? "0s" : text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a time, expected one such as 20ms, 500us or 1.5s");
    }
    return new BigDecimal(form.group(1))
        .multiply(BigDecimal.valueOf(nanos(form.group(2))))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static long nanos(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us" -> 1_000L;
      case "ms" -> 1_000_000L;
      default -> 1_000_000_000L;
    };
  }

  /** Prints so that {@link #parse} reads the same nanoseconds back. */
  static String text(long nanos) {
    if (nanos == 0) {
      return "0ms";
    }
    for (String unit : new String[] {"s", "ms", "us"}) {
      if (nanos >= nanos(unit)) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(nanos(unit)))
                .stripTrailingZeros()
                .toPlainString()
            + unit;
      }
    }
    return nanos + "ns";
  }
}
