package dev.sirencast.transport.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;

/** What sockets are made of: Linux's epoll where its native library is there, NIO elsewhere. */
public enum SocketLibrary {
  NIO(NioDatagramChannel.class, NioSocketChannel.class, NioServerSocketChannel.class),
  EPOLL(EpollDatagramChannel.class, EpollSocketChannel.class, EpollServerSocketChannel.class);

  private final Class<? extends DatagramChannel> datagrams;
  private final Class<? extends SocketChannel> connections;
  private final Class<? extends ServerSocketChannel> listeners;

  SocketLibrary(
      Class<? extends DatagramChannel> datagrams,
      Class<? extends SocketChannel> connections,
      Class<? extends ServerSocketChannel> listeners) {
    this.datagrams = datagrams;
    this.connections = connections;
    this.listeners = listeners;
  }

  /** The one to use; {@code -Dio.netty.transport.noNative=true} says NIO. */
  public static SocketLibrary best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  IoHandlerFactory handlers() {
    return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /** The class of UDP sockets. */
  public Class<? extends DatagramChannel> datagrams() {
    return datagrams;
  }

  /** A datagram socket of the family of an address, as multicast needs it. */
  public DatagramChannel datagrams(InetAddress address) {
    SocketProtocolFamily family =
        address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    return this == EPOLL ? new EpollDatagramChannel(family) : new NioDatagramChannel(family);
  }

  /**
   * Limits the bytes that the system takes and cannot send yet, where that can be said; else it
   * takes megabytes for a peer that takes nothing. What is under way is not limited by it.
   */
  public void limitUnsent(ServerBootstrap listener, long bytes) {
    if (this == EPOLL) {
      listener.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, bytes);
    }
  }

  Class<? extends SocketChannel> connections() {
    return connections;
  }

  /** The class of TCP sockets that listen. */
  public Class<? extends ServerSocketChannel> listeners() {
    return listeners;
  }
}
