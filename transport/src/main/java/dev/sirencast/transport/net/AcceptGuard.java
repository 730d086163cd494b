package dev.sirencast.transport.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps sockets listening where file descriptors are scarce. Thread-safe.
 *
 * <p>Of connections that were accepted, so many may be open; the next ones wait in the system until
 * others are closed. This is counted where they are accepted: the threads that serve them may be
 * far behind, and each takes a descriptor until they look at it. Where a connection cannot be
 * accepted all the same, something is closed, a moment is waited, and it is said once a minute.
 * Nothing is logged, because that may need a descriptor too.
 */
@Sharable
public final class AcceptGuard extends ChannelInboundHandlerAdapter {
  static final long PAUSE_MILLIS = 10;
  static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long NEVER = Long.MIN_VALUE;

  private final IoThreads io;
  private final Runnable makeRoom;
  private final Consumer<String> complain;
  private final AtomicLong complained = new AtomicLong(NEVER);
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Channel> waiting = ConcurrentHashMap.newKeySet();
  private volatile int most = Integer.MAX_VALUE;

  /**
   * @param io told of errors, behind which nothing can be relied on
   * @param makeRoom closes a connection, if there is one that can be spared
   * @param complain told why nobody can be accepted
   */
  public AcceptGuard(IoThreads io, Runnable makeRoom, Consumer<String> complain) {
    this.io = io;
    this.makeRoom = makeRoom;
    this.complain = complain;
  }

  /**
   * Limits the connections that are open at a time, of all sockets that this guards. It has to be
   * above what its owner lets stay: who came last may stay where another gives way.
   *
   * @param most 1 or more
   */
  public void limit(int most) {
    this.most = most;
    wake();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel accepted) {
      open.incrementAndGet();
      accepted
          .closeFuture()
          .addListener(
              closed -> {
                open.decrementAndGet();
                wake();
              });
      if (open.get() >= most) {
        look(context.channel());
      }
    }
    context.fireChannelRead(message);
  }

  private void wake() {
    for (Channel listener : waiting) {
      try {
        listener.eventLoop().execute(() -> look(listener));
      } catch (RejectedExecutionException ended) {
        waiting.remove(listener); // its thread has ended, and closes it
      }
    }
  }

  /** Lets a socket accept, or wait until there is room; on its own thread. */
  private void look(Channel listener) {
    if (!listener.isOpen()) {
      waiting.remove(listener);
      return;
    }
    waiting.add(listener); // before it is counted: whoever leaves from now on wakes it
    listener.config().setAutoRead(false);
    if (open.get() < most) {
      waiting.remove(listener);
      listener.config().setAutoRead(true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Error error) {
      io.fail(error);
      return;
    }
    Channel listener = context.channel();
    listener.config().setAutoRead(false);
    context.executor().schedule(() -> look(listener), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    makeRoom.run();
    long now = context.executor().ticker().nanoTime();
    long last = complained.get();
    if ((last == NEVER || now - last >= SILENCE_NANOS) && complained.compareAndSet(last, now)) {
      complain.accept("cannot accept connections: " + Failures.reason(cause));
    }
  }
}
