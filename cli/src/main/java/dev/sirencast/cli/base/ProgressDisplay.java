package dev.sirencast.cli.base;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * How far work is, phase by phase: on a terminal a live bar with count, rate, time left and a
 * remark, elsewhere a line now and then. A phase shows nothing before its first update: there may
 * be no work in it.
 */
public final class ProgressDisplay implements AutoCloseable {
  private static final int FALLBACK_COLUMNS = 80;
  private static final int REFRESH_MILLIS = 200;
  private static final int UNKNOWN = -1;

  /** From here on there is room for rates too. */
  private static final int WIDE = 100;

  private final PrintStream err;
  private final boolean wanted;
  private final @Nullable ProgressLines lines;
  private @Nullable ProgressBar bar;
  private String task;
  private long total;
  private String unit;

  private ProgressDisplay(
      PrintStream err, String task, long total, String unit, boolean wanted, boolean terminal) {
    this.err = err;
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.wanted = wanted;
    this.lines = terminal ? null : new ProgressLines(err, System::nanoTime);
  }

  static ProgressDisplay open(
      PrintStream err, String task, long total, String unit, boolean wanted) {
    return new ProgressDisplay(err, task, total, unit, wanted, isLive());
  }

  /** Whether a bar is shown where there is one, which leaves the cursor behind it. */
  static boolean isLive() {
    return Boolean.getBoolean("sirencast.terminal");
  }

  /**
   * Begins another phase, unless it has begun already.
   *
   * @param otherTotal 0 where it is not known
   * @param otherUnit empty where nothing is counted, but time passes
   */
  public synchronized void phase(String otherTask, long otherTotal, String otherUnit) {
    if (otherTask.equals(task) && otherTotal == total) {
      return;
    }
    close();
    task = otherTask;
    total = otherTotal;
    unit = otherUnit;
    if (lines != null) {
      lines.begin();
    }
  }

  /** Moves the bar and replaces the remark behind it. */
  public synchronized void update(long done, String remark) {
    if (!wanted) {
      return;
    }
    if (lines != null) {
      lines.update(task, done, total, unit, remark);
      return;
    }
    ProgressBar shown = bar == null ? open() : bar;
    bar = shown;
    shown.stepTo(done);
    shown.setExtraMessage(" " + remark);
  }

  /** What has no known end has no bar either; rates go where they would take the remark's room. */
  private ProgressBar open() {
    int columns = columns() - 1;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total > 0 ? total : UNKNOWN)
            .setUnit(" " + unit, 1)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .setConsumer(new ConsoleProgressBarConsumer(err, columns));
    if (total == 0) {
      return builder.setRenderer(this::count).build();
    }
    if (columns >= WIDE) {
      builder.showSpeed();
    }
    return builder.setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR).build();
  }

  private String count(ProgressState state, int width) {
    String counted =
        unit.isEmpty() ? "" : String.format(Locale.ROOT, "%,d %s ", state.getCurrent(), unit);
    String line =
        String.format(
            Locale.ROOT,
            "%s  %s(%d s) %s",
            state.getTaskName(),
            counted,
            state.getElapsedAfterStart().toSeconds(),
            state.getExtraMessage());
    String padded = line + " ".repeat(Math.max(0, width - line.length()));
    return padded.substring(0, width);
  }

  private static int columns() {
    return Integer.getInteger("sirencast.columns", FALLBACK_COLUMNS);
  }

  /** Ends the phase. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
