package dev.sirencast.transport.net;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Complains once when nothing has been achieved for a time. Lives on one event loop's thread and
 * clock.
 *
 * <p>To note an achievement costs no timer: the one that runs looks at the clock when it ends.
 */
public final class Watchdog {
  private final EventExecutor executor;
  private final Consumer<String> complain;
  private @Nullable Future<?> timer;
  private String complaint = "";
  private Duration limit = Duration.ZERO;
  private long since;

  /**
   * Watches nothing yet.
   *
   * @param complain told why, when a time is over
   */
  public Watchdog(EventExecutor executor, Consumer<String> complain) {
    this.executor = executor;
    this.complain = complain;
  }

  /**
   * Expects an achievement within a time, from now on.
   *
   * @param otherwise the complaint, as in {@code no greeting}; "for" and the time follow
   */
  public void expect(String otherwise, Duration otherLimit) {
    stop();
    complaint = otherwise;
    limit = otherLimit;
    achieved();
    start(limit.toNanos());
  }

  /** Notes an achievement: the time begins anew. */
  public void achieved() {
    since = executor.ticker().nanoTime();
  }

  /** Ends all watching. */
  public void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void start(long nanos) {
    timer = executor.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    long left = limit.toNanos() - (executor.ticker().nanoTime() - since);
    if (left > 0) {
      start(left);
    } else {
      complain.accept(complaint + " for " + TimeoutRange.text(limit));
    }
  }
}
