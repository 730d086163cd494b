package dev.sirencast.transport.impairment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bits per second and their notation in the grammar, that of tc: {@code 2Mbit}, units of 1,000. */
final class BitRate {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kMG]?)bit");
  private static final String UNITS = "kMG";

  private BitRate() {}

  static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a rate, expected one such as 2Mbit, 500kbit or 9600bit");
    }
    int exponent = 3 * (form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1);
    return new BigDecimal(form.group(1))
        .movePointRight(exponent)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** Prints so that {@link #parse} reads the same number back. */
  static String text(long bitsPerSecond) {
    int thousands = 0;
    while (thousands < UNITS.length() && bitsPerSecond >= Math.pow(1000, thousands + 1)) {
      thousands++;
    }
    String number =
        BigDecimal.valueOf(bitsPerSecond)
            .movePointLeft(3 * thousands)
            .stripTrailingZeros()
            .toPlainString();
    return number + (thousands == 0 ? "" : UNITS.charAt(thousands - 1)) + "bit";
  }
}
