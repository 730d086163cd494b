package dev.sirencast.transport.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The daemon threads, mostly one, that do input and output, and their clock; closing them closes
 * their sockets.
 */
public final class IoThreads implements AutoCloseable {
  private static final long SHUTDOWN_MILLIS = 1_000;

  private final SocketLibrary library;
  private final EventLoopGroup group;
  private final CompletableFuture<Throwable> failure;
  private final Set<Consumer<Throwable>> watchers = ConcurrentHashMap.newKeySet();
  private final ChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  /**
   * @param group made for the library; ended when this is closed
   */
  IoThreads(SocketLibrary library, EventLoopGroup group) {
    this(library, group, new CompletableFuture<>());
  }

  /**
   * @param failure completed when one of the threads ends by an error
   */
  IoThreads(SocketLibrary library, EventLoopGroup group, CompletableFuture<Throwable> failure) {
    this.library = library;
    this.group = group;
    this.failure = failure;
    failure.thenAccept(cause -> watchers.forEach(watcher -> watcher.accept(cause)));
  }

  /** Starts one thread. */
  public static IoThreads start(String name) {
    return start(name, 1);
  }

  /**
   * Starts threads.
   *
   * @param name what they are called, a number behind it
   * @param threads how many, 1 or more
   */
  public static IoThreads start(String name, int threads) {
    SocketLibrary library = SocketLibrary.best();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    return new IoThreads(
        library, new WatchedLoops(failure).start(name, threads, library.handlers()), failure);
  }

  /** The kind of sockets that are opened here. */
  public SocketLibrary library() {
    return library;
  }

  /** The event loops. */
  public EventLoopGroup group() {
    return group;
  }

  /** The clock that time-outs are measured by. */
  public Ticker ticker() {
    return group.ticker();
  }

  /** Returns the deadline that passes after a time on this clock. */
  public Deadline deadline(Duration timeout) {
    return Deadline.after(ticker(), timeout);
  }

  /**
   * Waits on another thread, by these threads' clock.
   *
   * @return whether it was done before the deadline
   * @throws IllegalStateException if these threads fail meanwhile
   */
  public boolean await(Future<?> what, Deadline deadline) throws InterruptedException {
    if (what.isDone()) {
      return true;
    }
    CountDownLatch over = new CountDownLatch(1);
    what.addListener(done -> over.countDown());
    Consumer<Throwable> end = cause -> over.countDown();
    watch(end);
    try {
      Future<?> timer =
          group.schedule(over::countDown, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      over.await();
      timer.cancel(false);
    } finally {
      forget(end);
    }
    if (!what.isDone() && failure.isDone()) {
      throw Failures.threadFailed(failure.join());
    }
    return what.isDone();
  }

  /** What these threads failed with: nothing that waits for them can be relied on any more. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.getNow(null));
  }

  /** Tells somebody when these threads fail, or that they have failed; until it is forgotten. */
  public void watch(Consumer<Throwable> watcher) {
    watchers.add(watcher);
    failure().ifPresent(watcher);
  }

  /** Ends what {@link #watch} began. */
  public void forget(Consumer<Throwable> watcher) {
    watchers.remove(watcher);
  }

  /** Notes an error that was caught on these threads, behind which nothing can be relied on. */
  public void fail(Throwable error) {
    failure.complete(error);
  }

  /**
   * Has a socket closed before the thread ends. Shutting the thread down alone does not do it
   * reliably: without a quiet period Netty may stop before it looks at its sockets, and a port
   * stays taken.
   */
  public void own(Channel socket) {
    sockets.add(socket);
  }

  @Override
  public void close() {
    sockets.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    group
        .shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_MILLIS);
  }
}
