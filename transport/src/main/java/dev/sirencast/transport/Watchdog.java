package dev.sirencast.transport;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Complains once when nothing has been achieved for a time. Lives on one event loop's thread.
 *
 * <p>To note an achievement costs no timer: the one that runs looks at the clock when it ends.
 */
final class Watchdog {
  private final EventExecutor executor;
  private final Consumer<String> complain;
  private @Nullable Future<?> timer;
  private String what = "";
  private Duration limit = Duration.ZERO;
  private long since;

  Watchdog(EventExecutor executor, Consumer<String> complain) {
    this.executor = executor;
    this.complain = complain;
  }

  /** Expects an achievement within a time, from now on. */
  void expect(String otherWhat, Duration otherLimit) {
    stop();
    what = otherWhat;
    limit = otherLimit;
    since = System.nanoTime();
    start(limit.toNanos());
  }

  /** Notes an achievement: the time begins anew. */
  void achieved() {
    since = System.nanoTime();
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void start(long nanos) {
    timer = executor.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    long left = limit.toNanos() - (System.nanoTime() - since);
    if (left > 0) {
      start(left);
    } else {
      complain.accept("no " + what + " for " + TimeoutRange.text(limit));
    }
  }
}
