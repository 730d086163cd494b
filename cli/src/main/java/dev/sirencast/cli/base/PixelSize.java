package dev.sirencast.cli.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A picture's size, written {@code 192x128}.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 */
public record PixelSize(int width, int height) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})[xX]([1-9]\\d{0,4})");

  public static PixelSize parse(String text) {
    Matcher size = FORM.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size such as 192x128, each side 1 to 99999");
    }
    return new PixelSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
