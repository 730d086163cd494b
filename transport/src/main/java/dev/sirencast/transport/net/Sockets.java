package dev.sirencast.transport.net;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sockets on I/O threads, which own them from then on. */
public final class Sockets {
  /** The most bytes that the length field of UDP or of IP can tell. */
  public static final int MAX_DATAGRAM_BYTES = 65_535;

  /** Asked of the kernel, which may give less: a third of a second at 100 Mbit/s. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private Sockets() {}

  /**
   * A datagram socket that takes bursts; what remains is its handler and where it is bound.
   *
   * @param maxBytes the longest datagram; Netty's default of 2,048 bytes would cut longer ones
   *     without a word
   */
  public static Bootstrap datagrams(IoThreads io, int maxBytes) {
    return receiving(io, maxBytes).channel(io.library().datagrams());
  }

  /** The same, of the family of an address, as multicast needs it. */
  public static Bootstrap datagrams(IoThreads io, int maxBytes, InetAddress address) {
    return receiving(io, maxBytes).channelFactory(() -> io.library().datagrams(address));
  }

  private static Bootstrap receiving(IoThreads io, int maxBytes) {
    return new Bootstrap()
        .group(io.group())
        .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(maxBytes));
  }

  /**
   * Listens.
   *
   * @throws TransportException if the address cannot be listened on
   */
  public static Channel bind(
      IoThreads io, AbstractBootstrap<?, ?> socket, InetSocketAddress at, Transport transport)
      throws TransportException {
    ChannelFuture bound = socket.bind(at).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Failures.cannotListen(at, transport, bound.cause());
    }
    io.own(bound.channel());
    return bound.channel();
  }

  /**
   * Listens at several addresses.
   *
   * @param sockets makes what is bound, once for each
   * @param at one address or more; where the first has port 0, all take the port that it gets
   * @throws TransportException if one of them cannot be listened on
   */
  public static List<Channel> bind(
      IoThreads io,
      Supplier<? extends AbstractBootstrap<?, ?>> sockets,
      List<InetSocketAddress> at,
      Transport transport)
      throws TransportException {
    List<Channel> bound = new ArrayList<>();
    int port = at.get(0).getPort();
    for (InetSocketAddress address : at) {
      InetSocketAddress here =
          address.getPort() == 0 ? new InetSocketAddress(address.getAddress(), port) : address;
      Channel socket = bind(io, sockets.get(), here, transport);
      port = ((InetSocketAddress) socket.localAddress()).getPort();
      bound.add(socket);
    }
    return List.copyOf(bound);
  }

  /**
   * Connects over TCP.
   *
   * @param pipeline puts the handlers in
   */
  public static ChannelFuture connect(
      IoThreads io, InetSocketAddress to, long timeoutMillis, Consumer<SocketChannel> pipeline) {
    ChannelFuture connection =
        new Bootstrap()
            .group(io.group())
            .channel(io.library().connections())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, timeoutMillis))
            .option(ChannelOption.TCP_NODELAY, true)
            .disableResolver()
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    pipeline.accept(socket);
                  }
                })
            .connect(to);
    io.own(connection.channel());
    return connection;
  }
}
