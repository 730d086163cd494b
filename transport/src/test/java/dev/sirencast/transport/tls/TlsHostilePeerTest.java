package dev.sirencast.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.SendSummary;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that speak TLS, and not as they should. */
class TlsHostilePeerTest {
  /** A ClientHello of TLS 1.1 at most: no extension says that there is more. */
  private static final String HELLO_1_1 =
      "16 0301 002D 01 000029 0302" + "AB".repeat(32) + "00 0002 002F 01 00";

  @TempDir private Path directory;
  private TestCertificates us;
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeCertificates() throws Exception {
    us = new TestCertificates(directory, "us");
  }

  private TlsOptions client() throws Exception {
    return TlsOptions.defaults().withAuthorities(us.authority());
  }

  @Test
  void case35OldVersionIsRefusedAndNothingIsParsed() throws Exception {
    TestCertificates.Identity localhost = us.localhost();
    TlsOptions server = TlsOptions.defaults().withIdentity(localhost.chain(), localhost.key());
    try (FrameReceiver receiver =
            FrameReceiver.bind(
                Loopback.ANY_PORT,
                Transport.TCP,
                Loopback.RECEIVER.withTls(server).withOnRefusal(refusals::add));
        Socket old = new Socket()) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      old.connect(receiver.localAddress());
      old.setSoTimeout(20_000);
      old.getOutputStream().write(HexFormat.of().parseHex(HELLO_1_1.replace(" ", "")));
      byte[] alert = old.getInputStream().readAllBytes();
      assertEquals(7, alert.length);
      assertEquals("0246", HexFormat.of().formatHex(alert, 5, 7), "fatal, protocol_version");
      assertTrue(String.valueOf(refusals.poll(20, TimeUnit.SECONDS)).contains("TLS: "));

      SendSummary sent =
          FrameSender.send(
              new InetSocketAddress("localhost", receiver.port()),
              Transport.TCP,
              Loopback.frames(20),
              Loopback.SENDER.withTls(client()));
      assertEquals(20, sent.framesReceived());
      assertEquals(20, Loopback.await(receiving).frames().size());
    }
  }

  /** Ours does not even start with such a certificate: it takes somebody else's server. */
  @Test
  void case35ExpiredCertificateIsRefused() throws Exception {
    TestCertificates.Identity expired = us.expired();
    SslContext context =
        SslContextBuilder.forServer(expired.chain().toFile(), expired.key().toFile()).build();
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel server =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel peer) {
                      peer.pipeline().addLast(context.newHandler(peer.alloc()), new Quiet());
                    }
                  })
              .bind(Loopback.ANY_PORT)
              .sync()
              .channel();
      int port = ((InetSocketAddress) server.localAddress()).getPort();
      TlsOptions client = client();
      TransportException thrown =
          assertThrows(
              TransportException.class,
              () ->
                  FrameSender.send(
                      new InetSocketAddress("localhost", port),
                      Transport.TCP,
                      List.of(new byte[1]),
                      Loopback.SENDER.withTls(client)));
      assertTrue(thrown.getMessage().contains("expired"), thrown::getMessage);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    }
  }

  /** Hears that it is not trusted, and does not write it down. */
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
