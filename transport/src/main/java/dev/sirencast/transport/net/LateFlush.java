package dev.sirencast.transport.net;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that a batch leaves soon after its first frame, whether or not others follow.
 *
 * <p>A source that pauses in the middle of a batch, for a live signal or a slow channel, does not
 * say so: the clock tells. A batch that is filled sooner costs one timer. Thread-safe.
 */
public final class LateFlush {
  /** How long a frame waits at most. */
  public static final long DELAY_MILLIS = 5;

  private final EventExecutor loop;
  private final Runnable flush;
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * Waits for a first frame.
   *
   * @param flush sends what waits, if anything does; called on the loop's thread
   */
  public LateFlush(EventExecutor loop, Runnable flush) {
    this.loop = loop;
    this.flush = flush;
  }

  /** A frame was put into the batch. */
  public void expect() {
    if (!due.getAndSet(true)) {
      loop.schedule(this::run, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    due.set(false); // before the flush: what is written from now on may miss it
    flush.run();
  }
}
