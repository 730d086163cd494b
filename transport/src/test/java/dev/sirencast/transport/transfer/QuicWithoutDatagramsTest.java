package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.QuicTokens;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.QuicTrust;
import dev.sirencast.transport.tls.TlsOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers of somebody else's over QUIC, which take no datagrams or nobody. */
class QuicWithoutDatagramsTest {
  @TempDir private Path directory;

  @Test
  void case34PeerWithoutDatagramsIsNamed() throws Exception {
    assertFailure("the receiver at %s takes no QUIC datagrams", new ChannelInboundHandlerAdapter());
  }

  @Test
  void whoClosesWithoutAReasonIsNamed() throws Exception {
    assertFailure(
        "no receiver at %s: the receiver closed the connection",
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            context.close();
          }
        });
  }

  private void assertFailure(String message, ChannelHandler connections) throws Exception {
    TestCertificates us = new TestCertificates(directory, "us");
    TestCertificates.Identity localhost = us.localhost();
    TlsOptions server = TlsOptions.defaults().withIdentity(localhost.chain(), localhost.key());
    FrameSenderOptions options =
        Loopback.SENDER.withTls(TlsOptions.defaults().withAuthorities(us.authority()));
    try (IoThreads io = IoThreads.start("no-datagrams")) {
      Channel socket =
          Sockets.bind(
              io,
              QuicLayer.socket(io)
                  .handler(
                      new QuicServerCodecBuilder()
                          .sslContext(QuicLayer.listening(server, new QuicTrust(server)))
                          .maxIdleTimeout(5, TimeUnit.SECONDS)
                          .initialMaxData(QuicWire.STREAM_BYTES)
                          .initialMaxStreamDataBidirectionalRemote(QuicWire.STREAM_BYTES)
                          .initialMaxStreamsBidirectional(1)
                          .tokenHandler(new QuicTokens(io.ticker()))
                          .handler(connections)
                          .streamHandler(new Greeter())
                          .build()),
              Loopback.ANY_PORT,
              Transport.QUIC);
      int port = ((InetSocketAddress) socket.localAddress()).getPort();
      assertEquals(
          String.format(message, "127.0.0.1:" + port),
          assertThrows(
                  TransportException.class,
                  () ->
                      FrameSender.send(
                          new InetSocketAddress("localhost", port),
                          Transport.QUIC,
                          Loopback.frames(1),
                          options))
              .getMessage());
    }
  }

  /** Answers the greeting on a stream as a receiver does. */
  @Sharable
  private static final class Greeter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      ByteBuf greeting = context.alloc().buffer();
      Greeting.RECEIVER.write(greeting);
      context.writeAndFlush(greeting);
    }
  }
}
