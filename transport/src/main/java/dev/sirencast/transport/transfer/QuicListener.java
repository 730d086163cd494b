package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.QuicDoor;
import dev.sirencast.transport.net.QuicTokens;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Strangers;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.QuicTrust;
import dev.sirencast.transport.tls.TlsOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens over QUIC until a connection greets as a sender does, then for no other. */
final class QuicListener implements FrameListener {
  /** How long a sender may take to close once it has its acknowledgement. */
  private static final long LINGER_MILLIS = 1_000;

  private final IncomingTransfer transfer;
  private final QuicTrust trust;
  private final List<Channel> sockets;
  private final Strangers strangers;
  private volatile @Nullable Channel elected;

  private QuicListener(
      IoThreads io, List<InetSocketAddress> at, IncomingTransfer transfer, TlsOptions tls)
      throws TransportException {
    this.strangers = new Strangers(io);
    this.transfer = transfer;
    this.trust = new QuicTrust(tls);
    this.sockets = Sockets.bind(io, () -> bootstrap(io, tls), at, Transport.QUIC);
    this.sockets.forEach(socket -> socket.pipeline().addFirst(new QuicDoor()));
  }

  /** Each socket needs a codec of its own. */
  private Bootstrap bootstrap(IoThreads io, TlsOptions tls) {
    return QuicLayer.socket(io)
        .option(ChannelOption.AUTO_READ, false)
        .handler(
            QuicLayer.limits(new QuicServerCodecBuilder(), transfer.options().timeouts().idle())
                .sslContext(QuicLayer.listening(tls, trust))
                .initialMaxStreamDataBidirectionalRemote(QuicWire.STREAM_BYTES)
                .initialMaxStreamsBidirectional(1)
                .tokenHandler(new QuicTokens(io.ticker()))
                .handler(new ConnectionInitializer())
                .streamHandler(new StreamInitializer())
                .build());
  }

  static QuicListener bind(IoThreads io, List<InetSocketAddress> at, IncomingTransfer transfer)
      throws TransportException {
    TlsOptions tls =
        transfer
            .options()
            .tls()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "who listens over QUIC needs a certificate and its key"));
    QuicLayer.require(tls);
    return new QuicListener(io, at, transfer, tls);
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
    Channel connection = elected;
    if (connection != null) {
      connection.closeFuture().await(LINGER_MILLIS);
    }
  }

  private void elect(Channel stream) {
    QuicChannel connection = (QuicChannel) stream.parent();
    elected = connection;
    strangers.elect(connection);
    transfer.begin();
  }

  private void admit(QuicChannel stranger) {
    strangers.admit(stranger);
    stranger
        .eventLoop()
        .schedule(
            () -> {
              if (stranger != elected) {
                stranger.close();
              }
            },
            transfer.options().timeouts().frame().toMillis(),
            TimeUnit.MILLISECONDS);
    stranger.pipeline().addLast(new QuicReceiverHandler(transfer, trust));
  }

  private final class ConnectionInitializer extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel stranger) {
      if (transfer.hasBegun()) {
        stranger.close();
      } else {
        admit(stranger);
      }
    }
  }

  private final class StreamInitializer extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel stream) {
      QuicReceiverHandler datagrams = stream.parent().pipeline().get(QuicReceiverHandler.class);
      if (transfer.hasBegun() || datagrams == null) {
        stream.close();
        return;
      }
      stream
          .pipeline()
          .addLast(
              new GreetingHandler(
                  transfer,
                  datagrams.peer(),
                  QuicListener.this::elect,
                  () -> new QuicRecordDecoder(transfer, datagrams)));
    }
  }
}
