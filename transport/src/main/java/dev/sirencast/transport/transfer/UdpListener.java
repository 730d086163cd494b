package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.List;

/** Listens over UDP. */
final class UdpListener implements FrameListener {
  private final IoThreads io;
  private final List<Channel> sockets;
  private final UdpReceiverHandler handler;

  private UdpListener(IoThreads io, List<Channel> sockets, UdpReceiverHandler handler) {
    this.io = io;
    this.sockets = sockets;
    this.handler = handler;
  }

  static UdpListener bind(IoThreads io, List<InetSocketAddress> at, IncomingTransfer transfer)
      throws TransportException {
    UdpReceiverHandler handler = new UdpReceiverHandler(transfer);
    Bootstrap bootstrap =
        Sockets.datagrams(io, Sockets.MAX_DATAGRAM_BYTES)
            .option(ChannelOption.AUTO_READ, false)
            .handler(handler);
    return new UdpListener(io, Sockets.bind(io, () -> bootstrap, at, Transport.UDP), handler);
  }

  @Override
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) sockets.get(0).localAddress();
  }

  @Override
  public void start() {
    sockets.forEach(socket -> socket.config().setAutoRead(true));
  }

  @Override
  public void linger() throws InterruptedException {
    io.ticker().sleepMillis(handler.lingerMillis());
  }
}
