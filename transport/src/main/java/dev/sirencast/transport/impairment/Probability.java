package dev.sirencast.transport.impairment;

import java.math.BigDecimal;

/** A number in [0, 1] and its notations in the grammar: {@code 2%}, {@code 0.02}, {@code 2e-2}. */
final class Probability {
  /** Below this a percentage is mostly zeros. */
  private static final double MIN_PERCENTAGE = 1e-6;

  private Probability() {}

  static void require(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be 0 to 1 (0% to 100%), got " + value);
    }
  }

  /** Reads any of the notations; decimal arithmetic, so that 2% and 0.02 are the same double. */
  static double parse(String text) {
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1) : text;
    try {
      BigDecimal value = new BigDecimal(number);
      return (percent ? value.movePointLeft(2) : value).doubleValue();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a probability, expected one such as 2%, 0.02 or 2e-2", e);
    }
  }

  /** Prints as a percentage that {@link #parse} reads back exactly. */
  static String percent(double value) {
    if (value > 0 && value < MIN_PERCENTAGE) {
      return scientific(value);
    }
    return decimal(value).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  /** Prints as a mantissa and a power of ten that {@link #parse} reads back exactly. */
  static String scientific(double value) {
    BigDecimal decimal = decimal(value);
    int exponent = value == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
    String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return exponent == 0 ? mantissa : mantissa + "e" + exponent;
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros();
  }
}
