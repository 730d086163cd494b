package dev.sirencast.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers along a logarithmic axis, which runs between numbers that begin with 1, 2 or 5. One
 * of several decades is labelled at powers of ten, a shorter one at all of those.
 */
final class LogTicks {
  private static final double SHORT = 1.9;
  private static final double ROUNDING = 1e-6;
  private static final int[] DIGITS = {1, 2, 5};

  /** Numbers from a thousandth to a million are written out where all are such. */
  private static final int LEAST_DECADE = -3;

  private static final int MOST_DECADE = 6;

  private final double low;
  private final double high;
  private final boolean isShort;

  private LogTicks(double low, double high, boolean isShort) {
    this.low = low;
    this.high = high;
    this.isShort = isShort;
  }

  /** Those for numbers from {@code least} to {@code most}, both above 0. */
  static LogTicks of(double least, double most) {
    double from = Math.log10(least);
    double to = Math.log10(most);
    double low = below(from);
    double high = -below(-to);
    return high > low + ROUNDING
        ? new LogTicks(low, high, to - from < SHORT)
        : new LogTicks(low, low + 1, false);
  }

  /**
   * The next logarithm of 1, 2 or 5 times a power of ten at or below; the same three stand in the
   * other direction too, as 1/2 is 5/10.
   */
  private static double below(double logarithm) {
    double decade = Math.floor(logarithm + ROUNDING);
    double best = decade;
    for (int digit : DIGITS) {
      double candidate = decade + Math.log10(digit);
      best = candidate <= logarithm + ROUNDING ? candidate : best;
    }
    return best;
  }

  /** The logarithm at the left end. */
  double low() {
    return low;
  }

  /** The logarithm at the right end. */
  double high() {
    return high;
  }

  /** Whole multiples of their power of ten. */
  List<Double> numbers() {
    List<Double> numbers = new ArrayList<>();
    for (int decade = (int) Math.floor(low); decade <= high; decade++) {
      for (int digit = 1; digit < 10; digit++) {
        double at = decade + Math.log10(digit);
        if (at >= low - ROUNDING && at <= high + ROUNDING) {
          numbers.add(digit * Math.pow(10, decade));
        }
      }
    }
    return numbers;
  }

  boolean isLabelled(double number) {
    double decade = Math.floor(Math.log10(number) + ROUNDING);
    long digit = Math.round(number / Math.pow(10, decade));
    return digit == 1 || isShort && (digit == 2 || digit == 5);
  }

  String label(double number) {
    int decade = (int) Math.floor(Math.log10(number) + ROUNDING);
    return low >= LEAST_DECADE && high <= MOST_DECADE
        ? String.format(Locale.ROOT, "%,." + Math.max(0, -decade) + "f", number)
        : Math.round(number / Math.pow(10, decade)) + "e" + decade;
  }
}
