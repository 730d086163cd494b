package dev.sirencast.cli.base;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress where no terminal is: a line every {@value #SECONDS} s that says what is done, how much
 * of it, and how long the rest takes at this rate. Time comes in by parameter. Not thread-safe.
 */
final class ProgressLines {
  static final int SECONDS = 30;

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private long last;
  private long phaseStart;

  ProgressLines(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
    this.phaseStart = last;
  }

  /** Another phase begins, whose rate has nothing to do with that before. */
  void begin() {
    phaseStart = nanoTime.getAsLong();
  }

  /**
   * Prints a line if one is due.
   *
   * @param total 0 where it is not known
   * @param unit empty where nothing is counted
   */
  void update(String task, long done, long total, String unit, String remark) {
    long now = nanoTime.getAsLong();
    if (now - last < TimeUnit.SECONDS.toNanos(SECONDS)) {
      return;
    }
    last = now;
    String line =
        unit.isEmpty() ? task : String.format(Locale.ROOT, "%s: %,d %s", task, done, unit);
    if (total > 0) {
      line =
          String.format(
              Locale.ROOT,
              "%s: %d %% of %,d %s%s",
              task,
              100 * done / total,
              total,
              unit,
              done == 0 ? "" : ", about " + left(now - phaseStart, done, total) + " left");
    }
    err.println(remark.isBlank() ? line : line + ", " + remark.strip());
  }

  private static String left(long nanos, long done, long total) {
    long seconds = Math.round(nanos * 1e-9 * (total - done) / done);
    return seconds < 120
        ? seconds + " s"
        : seconds < 7_200 ? (seconds + 30) / 60 + " min" : (seconds + 1_800) / 3_600 + " h";
  }
}
