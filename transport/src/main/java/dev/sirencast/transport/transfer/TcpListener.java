package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.AcceptGuard;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Strangers;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsLayer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Listens over TCP until a connection greets as a sender does, then for no other. */
final class TcpListener implements FrameListener {
  private final IncomingTransfer transfer;
  private final List<Channel> sockets;
  private final Optional<TlsLayer> tls;
  private final Strangers strangers;

  private TcpListener(IoThreads io, List<InetSocketAddress> at, IncomingTransfer transfer)
      throws TransportException {
    this.strangers = new Strangers(io);
    this.transfer = transfer;
    this.tls = transfer.options().tls().map(TlsLayer::listening);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(io.group())
            .channel(io.library().listeners())
            .handler(new AcceptGuard(io, strangers::makeRoom, transfer::refuse))
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(new StrangerInitializer());
    this.sockets = Sockets.bind(io, () -> bootstrap, at, Transport.TCP);
  }

  static TcpListener bind(IoThreads io, List<InetSocketAddress> at, IncomingTransfer transfer)
      throws TransportException {
    return new TcpListener(io, at, transfer);
  }

  @Override
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) sockets.get(0).localAddress();
  }

  @Override
  public void start() {
    sockets.forEach(socket -> socket.config().setAutoRead(true));
  }

  /** Makes a connection that has greeted the one of this transfer and closes all others. */
  void elect(Channel sender) {
    strangers.elect(sender);
    sockets.forEach(Channel::close);
    transfer.begin();
  }

  private void admit(SocketChannel stranger) {
    strangers.admit(stranger);
    tls.ifPresent(layer -> layer.secure(stranger, transfer.options().timeouts().frame()));
    stranger
        .pipeline()
        .addLast(
            new GreetingHandler(
                transfer,
                stranger.remoteAddress(),
                this::elect,
                () -> new RecordDecoder(transfer)));
  }

  /** Runs on the event loop for every connection that is accepted. */
  private final class StrangerInitializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel stranger) {
      if (transfer.hasBegun()) {
        stranger.close();
      } else {
        admit(stranger);
      }
    }
  }
}
