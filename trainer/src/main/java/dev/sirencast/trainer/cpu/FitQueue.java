package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.ParallelTiles;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Fits that several threads take one after another. What a fit gives depends on itself alone, so
 * that the number of threads changes nothing but the time.
 */
public final class FitQueue {
  private final Executor executor;
  private final int threads;

  /**
   * A queue.
   *
   * @param executor where the other threads come from; one that runs nothing slows the fits down
   *     and cannot stop them
   * @param threads threads at most, the calling one included, 1 or more
   */
  public FitQueue(Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * Runs all tasks and returns when the last has ended. A task that throws ends the queue, and its
   * exception is thrown here.
   *
   * @param cancelled asked before each task, by any thread; no task begins once it says so
   * @param progress told the number of tasks done after each, by any thread, one at a time
   * @return whether all tasks were begun and none found itself cancelled
   */
  public boolean run(
      List<? extends FitTask> tasks, BooleanSupplier cancelled, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    Object order = new Object();
    ParallelTiles.run(
        tasks.size(),
        () -> {
          FitWorkspace workspace = new FitWorkspace();
          return i -> {
            if (cancelled.getAsBoolean()) {
              return;
            }
            tasks.get(i).run(workspace, cancelled);
            if (!cancelled.getAsBoolean()) {
              synchronized (order) {
                progress.accept(done.incrementAndGet());
              }
            }
          };
        },
        executor,
        threads);
    return done.get() == tasks.size();
  }
}
