package dev.sirencast.transport.net;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has requests begun on I/O threads, and waits for what comes of them, one at a time. */
public final class Requests {
  private final IoThreads io;
  private final String doing;
  private final Supplier<TransportException> closed;

  /**
   * @param doing what is interrupted where that happens
   * @param closed what is said once the threads have ended
   */
  public Requests(IoThreads io, String doing, Supplier<TransportException> closed) {
    this.io = io;
    this.doing = doing;
    this.closed = closed;
  }

  /**
   * Waits for a request's result.
   *
   * @param begin hands the request on, on the threads
   */
  public <T> T ask(Request<T> request, Runnable begin) throws TransportException {
    try {
      return await(request, begin);
    } catch (ExecutionException e) {
      throw Failures.ofRequest(e.getCause());
    }
  }

  /**
   * As {@link #ask}, where the caller's code takes part.
   *
   * @throws IOException what that threw
   */
  public <T> T fetch(Request<T> request, Runnable begin) throws IOException {
    try {
      return await(request, begin);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw Failures.ofRequest(e.getCause());
    }
  }

  private <T> T await(Request<T> request, Runnable begin)
      throws TransportException, ExecutionException {
    Consumer<Throwable> end =
        cause -> request.result().completeExceptionally(Failures.threadFailed(cause));
    io.watch(end);
    try {
      io.group().execute(begin);
      return request.result().get();
    } catch (RejectedExecutionException e) {
      throw closed.get();
    } catch (InterruptedException e) {
      io.close();
      Thread.currentThread().interrupt();
      throw Failures.interrupted(doing, e);
    } finally {
      io.forget(end);
    }
  }
}
