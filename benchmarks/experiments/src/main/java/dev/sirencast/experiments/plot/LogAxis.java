package dev.sirencast.experiments.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis. One of several decades runs from decade to decade and is labelled there; a
 * shorter one runs between numbers that begin with 1, 2 or 5, and is labelled at those.
 */
final class LogAxis implements Axis {
  private static final double SHORT = 1.5;
  private static final double ROUNDING = 1e-6;
  private static final int[] DIGITS = {1, 2, 5};

  private final double low;
  private final double high;
  private final boolean isShort;

  private LogAxis(double low, double high, boolean isShort) {
    this.low = low;
    this.high = high;
    this.isShort = isShort;
  }

  /** The axis for numbers from {@code least} to {@code most}, both above 0. */
  static LogAxis of(double least, double most) {
    double from = Math.log10(least);
    double to = Math.log10(most);
    if (to - from < SHORT) {
      double low = below(from);
      double high = -below(-to);
      if (high > low + ROUNDING) {
        return new LogAxis(low, high, true);
      }
    }
    double low = Math.floor(from + ROUNDING);
    return new LogAxis(low, Math.max(low + 1, Math.ceil(to - ROUNDING)), false);
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

  @Override
  public double share(double value) {
    return (Math.log10(value) - low) / (high - low);
  }

  /** Whole multiples of their power of ten. */
  @Override
  public List<Double> lines() {
    List<Double> lines = new ArrayList<>();
    for (int decade = (int) Math.floor(low); decade <= high; decade++) {
      for (int digit = 1; digit < 10; digit++) {
        double at = decade + Math.log10(digit);
        if (at >= low - ROUNDING && at <= high + ROUNDING) {
          lines.add(digit * Math.pow(10, decade));
        }
      }
    }
    return lines;
  }

  @Override
  public boolean isLabelled(double line) {
    double decade = Math.floor(Math.log10(line) + ROUNDING);
    long digit = Math.round(line / Math.pow(10, decade));
    return digit == 1 || isShort && (digit == 2 || digit == 5);
  }

  @Override
  public String label(double line) {
    int decade = (int) Math.floor(Math.log10(line) + ROUNDING);
    return isShort
        ? String.format(Locale.ROOT, "%,." + Math.max(0, -decade) + "f", line)
        : "1e" + decade;
  }
}
