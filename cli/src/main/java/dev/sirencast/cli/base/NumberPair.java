package dev.sirencast.cli.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two numbers, written {@code 0.5,1.5}.
 *
 * @param first the one before the comma, finite
 * @param second the one behind it, finite
 */
public record NumberPair(double first, double second) {
  private static final String NUMBER = "([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)";
  private static final Pattern FORM = Pattern.compile(NUMBER + "," + NUMBER);

  public static NumberPair parse(String text) {
    Matcher pair = FORM.matcher(text);
    if (!pair.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not two numbers such as 0.5,1.5");
    }
    return new NumberPair(Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2)));
  }
}
