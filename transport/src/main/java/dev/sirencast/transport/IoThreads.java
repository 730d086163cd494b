package dev.sirencast.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;

/** The daemon threads, mostly one, that do input and output; closing them closes their sockets. */
final class IoThreads implements AutoCloseable {
  private static final long SHUTDOWN_MILLIS = 1_000;

  private final SocketLibrary library = SocketLibrary.best();
  private final EventLoopGroup group;
  private final ChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  IoThreads(String threadName) {
    this(threadName, 1);
  }

  IoThreads(String threadName, int threads) {
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(threadName, true), library.handlers());
  }

  SocketLibrary library() {
    return library;
  }

  EventLoopGroup group() {
    return group;
  }

  /**
   * Has a socket closed before the thread ends. Shutting the thread down alone does not do it
   * reliably: without a quiet period Netty may stop before it looks at its sockets, and a port
   * stays taken.
   */
  void own(Channel socket) {
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
