package dev.sirencast.cli.base;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time, written {@code 10s}, {@code 2m}, {@code 1m30s} or {@code 1h}.
 *
 * @param seconds above 0
 */
public record TimeSpan(double seconds) {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d+)?)s)?");

  /** The longest one: a week. */
  private static final double MOST = 7 * 24 * 3600;

  public static TimeSpan parse(String text) {
    Matcher parts = FORM.matcher(text);
    double seconds =
        parts.matches() ? 3600 * part(parts, 1) + 60 * part(parts, 2) + part(parts, 3) : 0;
    if (!(seconds > 0 && seconds <= MOST)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time such as 10s, 2m or 1m30s, of a week at most");
    }
    return new TimeSpan(seconds);
  }

  private static double part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Double.parseDouble(parts.group(group));
  }

  /** The same as on the command line. */
  @Override
  public String toString() {
    return seconds % 60 == 0
        ? (long) (seconds / 60) + "m"
        : new BigDecimal(Double.toString(seconds)).stripTrailingZeros().toPlainString() + "s";
  }
}
