package dev.sirencast.siren;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tiles that several threads take one after another until none is left.
 *
 * <p>The calling thread takes part, and waits only for tiles that another thread has begun: a full
 * executor, or one whose own thread calls, slows the work down but cannot stop it.
 */
public final class ParallelTiles implements Runnable {
  private final int tiles;
  private final Supplier<IntConsumer> workers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch unfinished;

  private ParallelTiles(int tiles, Supplier<IntConsumer> workers) {
    this.tiles = tiles;
    this.workers = workers;
    this.unfinished = new CountDownLatch(tiles);
  }

  /**
   * Handles tiles 0 to {@code tiles - 1}, each once, and returns when all are done.
   *
   * @param workers gives each thread what handles its tiles
   * @param parallelism threads at most, the calling one included, 1 or more
   */
  public static void run(
      int tiles, Supplier<IntConsumer> workers, Executor executor, int parallelism) {
    ParallelTiles race = new ParallelTiles(tiles, workers);
    try {
      for (int i = 1; i < Math.min(parallelism, tiles); i++) {
        executor.execute(race);
      }
    } catch (RejectedExecutionException e) {
      // Whoever did start, this thread at the least, does the work.
    }
    race.run();
    race.await();
  }

  @Override
  public void run() {
    IntConsumer worker = null;
    for (int tile = next.getAndIncrement(); tile < tiles; tile = next.getAndIncrement()) {
      try {
        if (failure.get() == null) {
          worker = worker == null ? workers.get() : worker;
          worker.accept(tile);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        unfinished.countDown();
      }
    }
  }

  /** Waits through interrupts, so that no thread writes to a result after the call that made it. */
  private void await() {
    boolean interrupted = false;
    while (unfinished.getCount() > 0) {
      try {
        unfinished.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
