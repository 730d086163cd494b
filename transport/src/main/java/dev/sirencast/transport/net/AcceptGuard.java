package dev.sirencast.transport.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps sockets listening when a connection cannot be accepted, as it is where there are no file
 * descriptors left: something is closed, a moment is waited, and it is said once a minute. Nothing
 * is logged, because that may need a descriptor too. Thread-safe.
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

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Error error) {
      io.fail(error);
      return;
    }
    Channel listener = context.channel();
    listener.config().setAutoRead(false);
    context.executor().schedule(() -> resume(listener), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    makeRoom.run();
    long now = context.executor().ticker().nanoTime();
    long last = complained.get();
    if ((last == NEVER || now - last >= SILENCE_NANOS) && complained.compareAndSet(last, now)) {
      complain.accept("cannot accept connections: " + Failures.reason(cause));
    }
  }

  private static void resume(Channel listener) {
    if (listener.isOpen()) {
      listener.config().setAutoRead(true);
    }
  }
}
