package dev.sirencast.cli.base;

/**
 * A share, written {@code 25%} or {@code 0.25}.
 *
 * @param value 0.25 for a quarter
 */
public record Ratio(double value) {
  public static Ratio parse(String text) {
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1) : text;
    try {
      return new Ratio(Double.parseDouble(digits) / (percent ? 100 : 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a share such as 25% or 0.25", e);
    }
  }
}
