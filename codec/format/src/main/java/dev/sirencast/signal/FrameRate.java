package dev.sirencast.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames in some seconds, as a fraction: 25:1, or 30000:1001 for NTSC.
 *
 * @param frames numerator, 1 to {@value #MAX_TERM}
 * @param seconds denominator, 1 to {@value #MAX_TERM}
 */
public record FrameRate(int frames, int seconds) {
  /** The largest numerator or denominator. */
  public static final int MAX_TERM = 10_000_000;

  /** 25 frames a second. */
  public static final FrameRate PAL = new FrameRate(25, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,8})(?::(\\d{1,8}))?");

  /** Checks the ranges. */
  public FrameRate {
    if (frames < 1 || frames > MAX_TERM || seconds < 1 || seconds > MAX_TERM) {
      throw new IllegalArgumentException(
          "a frame rate's terms are 1 to " + MAX_TERM + ", got " + frames + ":" + seconds);
    }
  }

  /**
   * Returns the rate written as {@code 25:1} or {@code 25}.
   *
   * @throws IllegalArgumentException if the text is no such fraction
   */
  public static FrameRate parse(String text) {
    Matcher terms = FORM.matcher(text);
    if (!terms.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a frame rate such as 25 or 30000:1001");
    }
    int seconds = terms.group(2) == null ? 1 : Integer.parseInt(terms.group(2));
    return new FrameRate(Integer.parseInt(terms.group(1)), seconds);
  }

  /** Frames a second. */
  public double perSecond() {
    return (double) frames / seconds;
  }

  @Override
  public String toString() {
    return frames + ":" + seconds;
  }
}
