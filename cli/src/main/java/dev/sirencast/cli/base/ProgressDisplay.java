package dev.sirencast.cli.base;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A live progress bar: bar, count, rate, time left and a remark. */
public final class ProgressDisplay implements AutoCloseable {
  private static final int FALLBACK_COLUMNS = 100;
  private static final int REFRESH_MILLIS = 200;

  private final @Nullable ProgressBar bar;

  private ProgressDisplay(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static ProgressDisplay open(
      PrintStream err, String task, long total, String unit, boolean wanted) {
    if (!wanted || !Boolean.getBoolean("sirencast.terminal")) {
      return new ProgressDisplay(null);
    }
    return new ProgressDisplay(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setSpeedUnit(java.time.temporal.ChronoUnit.SECONDS)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(err, columns()))
            .build());
  }

  private static int columns() {
    return Integer.getInteger("sirencast.columns", FALLBACK_COLUMNS);
  }

  /** Moves the bar and replaces the remark behind it. */
  public void update(long done, String remark) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + remark);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
