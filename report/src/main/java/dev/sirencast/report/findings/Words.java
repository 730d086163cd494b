package dev.sirencast.report.findings;

import java.util.List;
import java.util.Locale;

/** Numbers and lists as sentences have them. */
final class Words {
  private Words() {}

  /** A level: {@code 31.2 dB}. */
  static String level(double decibels) {
    return number("%.1f dB", decibels);
  }

  /** A difference or its uncertainty: {@code 0.31 dB}. */
  static String fine(double decibels) {
    return number("%.2f dB", decibels);
  }

  static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> items) {
    int last = items.size() - 1;
    return last <= 0
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
