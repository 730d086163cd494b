package dev.sirencast.cli.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size to which pictures are brought: {@code 192} for the longer side, {@code 192x} for the
 * width, {@code x128} for the height, {@code 25%} of both, which keep the shape; or {@code
 * 192x128}.
 *
 * @param width pixels; 0 for what keeps the shape
 * @param height pixels; 0 for what keeps the shape
 * @param longer the longer side's pixels, or 0
 * @param percent the share of the picture's own sides, or 0
 */
public record TargetSize(int width, int height, int longer, double percent) {
  private static final String SIDE = "([1-9]\\d{0,4})";
  private static final Pattern SIDES = Pattern.compile(SIDE + "?[xX]" + SIDE + "?");
  private static final Pattern LONGER = Pattern.compile(SIDE);
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,6})?)%");

  /** Reads a size. */
  public static TargetSize parse(String text) {
    Matcher sides = SIDES.matcher(text);
    if (sides.matches() && text.length() > 1) {
      return new TargetSize(number(sides.group(1)), number(sides.group(2)), 0, 0);
    }
    if (LONGER.matcher(text).matches()) {
      return new TargetSize(0, 0, Integer.parseInt(text), 0);
    }
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches() && Double.parseDouble(percent.group(1)) > 0) {
      return new TargetSize(0, 0, 0, Double.parseDouble(percent.group(1)));
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a size such as 192 (the longer side), 192x, x128, 25% or 192x128");
  }

  private static int number(String side) {
    return side == null ? 0 : Integer.parseInt(side);
  }

  /**
   * Returns the size of a picture that has this one now.
   *
   * @throws IllegalArgumentException if a side is more than 99999
   */
  public PixelSize of(int oldWidth, int oldHeight) {
    if (percent > 0) {
      return sized(oldWidth * percent / 100, oldHeight * percent / 100);
    }
    if (width > 0 && height > 0) {
      return new PixelSize(width, height);
    }
    boolean byWidth = width > 0 || longer > 0 && oldWidth >= oldHeight;
    double ratio =
        (double) Math.max(longer, Math.max(width, height)) / (byWidth ? oldWidth : oldHeight);
    return sized(oldWidth * ratio, oldHeight * ratio);
  }

  private static PixelSize sized(double width, double height) {
    if (width >= 99_999.5 || height >= 99_999.5) {
      throw new IllegalArgumentException("a side of more than 99999 pixels");
    }
    return new PixelSize(
        (int) Math.max(1, Math.round(width)), (int) Math.max(1, Math.round(height)));
  }

  /** Whether a picture that has this size now keeps its shape, to the nearest pixel. */
  public boolean keepsShape(int oldWidth, int oldHeight) {
    PixelSize size = of(oldWidth, oldHeight);
    double exactHeight = (double) size.width() * oldHeight / oldWidth;
    double exactWidth = (double) size.height() * oldWidth / oldHeight;
    return Math.abs(exactHeight - size.height()) <= 1 || Math.abs(exactWidth - size.width()) <= 1;
  }
}
