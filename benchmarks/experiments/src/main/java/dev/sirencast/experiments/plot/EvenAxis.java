package dev.sirencast.experiments.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * An axis of even steps of 1, 2 or 5 times a power of ten, from a whole multiple of them to
 * another.
 */
final class EvenAxis implements Axis {
  private static final int MOST_STEPS = 8;
  private static final double ROUNDING = 1e-6;

  private final double step;
  private final int digits;
  private final long first;
  private final long last;

  private EvenAxis(double step, int digits, long first, long last) {
    this.step = step;
    this.digits = digits;
    this.first = first;
    this.last = last;
  }

  /** The axis for numbers from {@code least} to {@code most}. */
  static EvenAxis of(double least, double most) {
    double length = most > least ? most - least : 1;
    int decade = (int) Math.floor(Math.log10(length / MOST_STEPS));
    double step = Math.pow(10, decade);
    for (int factor : new int[] {2, 5, 10}) {
      if (length > MOST_STEPS * step * (1 + ROUNDING)) {
        step = factor * Math.pow(10, decade);
      }
    }
    long first = (long) Math.floor(least / step + ROUNDING);
    long last = Math.max(first + 1, (long) Math.ceil(most / step - ROUNDING));
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + ROUNDING));
    return new EvenAxis(step, digits, first, last);
  }

  @Override
  public double share(double value) {
    return (value / step - first) / (last - first);
  }

  @Override
  public List<Double> lines() {
    return LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
  }

  @Override
  public boolean isLabelled(double line) {
    return true;
  }

  @Override
  public String label(double line) {
    return String.format(Locale.ROOT, "%,." + digits + "f", line);
  }
}
