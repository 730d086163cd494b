package dev.sirencast.transport.status;

import dev.sirencast.transport.net.AcceptGuard;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers HTTP with small pages of text, unencrypted: one request a connection, 5 s for it, 64
 * connections, 16 of them for this machine alone. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final IoThreads io;
  private final Channel listener;
  private final Visitors visitors;

  private StatusServer(IoThreads io, Channel listener, Visitors visitors) {
    this.io = io;
    this.listener = listener;
    this.visitors = visitors;
  }

  /**
   * Starts to listen.
   *
   * @param at a resolved address; port 0 takes any free one
   * @param pages the answer to each path, also to those that are not there; called on an internal
   *     thread
   * @param complain told, once a minute, where connections cannot be accepted
   * @throws TransportException if the address cannot be listened on
   */
  public static StatusServer bind(
      InetSocketAddress at, Function<String, StatusPage> pages, Consumer<String> complain)
      throws TransportException {
    if (at.isUnresolved()) {
      throw Failures.unknownHost(at);
    }
    IoThreads io = IoThreads.start("sirencast-status");
    Visitors visitors = new Visitors();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(io.group())
            .channel(io.library().listeners())
            .handler(new AcceptGuard(io, visitors::makeRoom, complain))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel peer) {
                    InetSocketAddress from = peer.remoteAddress();
                    visitors.admit(peer, from != null && from.getAddress().isLoopbackAddress());
                    peer.pipeline().addLast(new StatusHandler(pages));
                  }
                });
    try {
      return new StatusServer(io, Sockets.bind(io, bootstrap, at, Transport.TCP), visitors);
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  /**
   * Limits connections to what the process has file descriptors for: fewer than 64, a quarter of
   * them for this machine alone.
   *
   * @param most 2 or more
   */
  public void limitConnections(int most) {
    visitors.limit(most);
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Ends at once. */
  @Override
  public void close() {
    io.close();
  }
}
