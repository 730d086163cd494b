package dev.sirencast.trainer.cpu;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that several threads take one after another until none is left, or one has failed.
 *
 * <p>The calling thread takes part, and waits only for pieces that another thread has begun: a full
 * executor, or one whose own thread calls, slows the work down but cannot stop it.
 */
final class ParallelWork implements Runnable {
  private final int pieces;
  private final Supplier<IntConsumer> workers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch unfinished;

  private ParallelWork(int pieces, Supplier<IntConsumer> workers) {
    this.pieces = pieces;
    this.workers = workers;
    this.unfinished = new CountDownLatch(pieces);
  }

  /**
   * Does pieces 0 to {@code pieces - 1}, each once, and returns when all are done.
   *
   * @param workers gives each thread what does its pieces
   * @param threads threads at most, the calling one included, 1 or more
   */
  static void run(int pieces, Supplier<IntConsumer> workers, Executor executor, int threads) {
    ParallelWork work = new ParallelWork(pieces, workers);
    try {
      for (int i = 1; i < Math.min(threads, pieces); i++) {
        executor.execute(work);
      }
    } catch (RejectedExecutionException e) {
      // Whoever did start, this thread at the least, does the work.
    }
    work.run();
    work.await();
  }

  @Override
  public void run() {
    IntConsumer worker = null;
    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
      try {
        if (failure.get() == null) {
          worker = worker == null ? workers.get() : worker;
          worker.accept(piece);
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
