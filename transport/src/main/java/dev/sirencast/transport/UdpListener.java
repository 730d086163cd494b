package dev.sirencast.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.net.InetSocketAddress;

/** Listens over UDP. */
final class UdpListener implements FrameListener {
  /** Asked of the kernel, which may give less: a third of a second at 100 Mbit/s. */
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private final Channel socket;
  private final UdpReceiverHandler handler;

  private UdpListener(Channel socket, UdpReceiverHandler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  static UdpListener bind(IoThreads io, InetSocketAddress at, IncomingTransfer transfer)
      throws TransportException {
    UdpReceiverHandler handler = new UdpReceiverHandler(transfer);
    ChannelFuture bound =
        new Bootstrap()
            .group(io.group())
            .channel(io.library().datagrams())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            // Netty's default of 2,048 bytes would cut longer datagrams without a word.
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(UdpWire.MAX_DATAGRAM_BYTES))
            .handler(handler)
            .bind(at)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Failures.cannotListen(at, Transport.UDP, bound.cause());
    }
    io.own(bound.channel());
    return new UdpListener(bound.channel(), handler);
  }

  @Override
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) socket.localAddress();
  }

  @Override
  public void start() {
    socket.config().setAutoRead(true);
  }

  @Override
  public void linger() throws InterruptedException {
    Thread.sleep(handler.lingerMillis());
  }
}
