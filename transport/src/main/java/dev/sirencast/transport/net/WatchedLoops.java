package dev.sirencast.transport.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Event loops of which somebody learns when one ends by an error: Netty itself writes that to a log
 * at most, and whoever waits for such a loop waits for ever. Thread-safe.
 */
final class WatchedLoops {
  private final CompletableFuture<Throwable> failure;

  /**
   * Loops that are yet to be started.
   *
   * @param failure completed with the first error that ends a loop
   */
  WatchedLoops(CompletableFuture<Throwable> failure) {
    this.failure = failure;
  }

  /** Makes so many loops; their daemon threads have a number behind the name. */
  EventLoopGroup start(String name, int threads, IoHandlerFactory handlers) {
    return new Group(name, threads, handlers);
  }

  private final class Group extends MultiThreadIoEventLoopGroup {
    Group(String name, int threads, IoHandlerFactory handlers) {
      super(threads, new DefaultThreadFactory(name, true), handlers);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... none) {
      return new Loop(this, executor, handlers);
    }
  }

  private final class Loop extends SingleThreadIoEventLoop {
    Loop(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
      super(group, executor, handlers);
    }

    @Override
    protected void run() {
      try {
        super.run();
      } catch (RuntimeException | Error e) {
        failure.complete(e);
        throw e;
      }
    }
  }
}
