package dev.sirencast.experiments.lab;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does pieces of work several at a time; used by one thread. */
public final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final ExecutorCompletionService<Void> ended;
  private int waitedFor;

  public Workers(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "experiment");
              thread.setDaemon(true);
              return thread;
            });
    ended = new ExecutorCompletionService<>(threads);
  }

  /** Starts a piece of work as soon as there is a worker for it. */
  public void start(Runnable work) {
    waitedFor++;
    ended.submit(work, null);
  }

  /** Waits for all that was started; what the first that fails throws is thrown at once. */
  public void await() {
    try {
      for (; waitedFor > 0; waitedFor--) {
        ended.take().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Begins nothing more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
