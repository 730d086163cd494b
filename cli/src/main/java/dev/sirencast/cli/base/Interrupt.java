package dev.sirencast.cli.base;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets long work finish in order when the process is asked to end (Ctrl-C, SIGTERM).
 *
 * <p>While one is open, the request does not end the process at once: {@link #requested} turns true
 * and the JVM waits for {@link #close}, at most {@value #PATIENCE_SECONDS} seconds. The process
 * then ends with the code that the signal gives, 130 for Ctrl-C.
 */
public final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "interrupt");
  private volatile boolean requested;

  private Interrupt() {}

  public static Interrupt open() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Whether the process has been asked to end. */
  public boolean requested() {
    return requested;
  }

  private void await() {
    requested = true;
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
