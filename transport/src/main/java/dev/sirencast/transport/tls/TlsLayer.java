package dev.sirencast.transport.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Encryption below a connection's own handlers, by the JDK's TLS. Thread-safe. */
public final class TlsLayer {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final TlsOptions options;
  private final SslContext context;

  private TlsLayer(TlsOptions options, SslContextBuilder builder) {
    this.options = options;
    builder.sslProvider(SslProvider.JDK).protocols(VERSIONS);
    if (options.hasAuthorities()) {
      builder.trustManager(options.authorities().toArray(X509Certificate[]::new));
    }
    try {
      this.context = builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("this Java cannot use " + options, e);
    }
  }

  /** The side that connects. */
  public static TlsLayer connecting(TlsOptions options) {
    SslContextBuilder builder =
        SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
    options.key().ifPresent(key -> builder.keyManager(key, chain(options)));
    return new TlsLayer(options, builder);
  }

  /**
   * The side that listens.
   *
   * @throws IllegalArgumentException if it has no identity
   */
  public static TlsLayer listening(TlsOptions options) {
    options.requireIdentity();
    SslContextBuilder builder =
        SslContextBuilder.forServer(options.key().orElseThrow(), chain(options))
            .clientAuth(options.hasAuthorities() ? ClientAuth.REQUIRE : ClientAuth.NONE);
    return new TlsLayer(options, builder);
  }

  private static X509Certificate[] chain(TlsOptions options) {
    return options.chain().toArray(X509Certificate[]::new);
  }

  /** Puts TLS into a new connection to an address. */
  public void secure(Channel connection, InetSocketAddress to, Duration handshake) {
    String name = options.peerName().orElse(to.getHostString());
    add(connection, context.newHandler(connection.alloc(), name, to.getPort()), handshake);
  }

  /** Puts TLS into a connection that was accepted. */
  public void secure(Channel connection, Duration handshake) {
    add(connection, context.newHandler(connection.alloc()), handshake);
  }

  private void add(Channel connection, SslHandler tls, Duration handshake) {
    tls.setHandshakeTimeoutMillis(handshake.toMillis());
    connection.pipeline().addLast(tls, new Explanation());
  }

  /** Turns what goes wrong in TLS into an exception that people can act on. */
  private final class Explanation extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
        exceptionCaught(context, handshake.cause());
      } else {
        context.fireUserEventTriggered(event);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.fireExceptionCaught(TlsFailures.explain(cause, options));
    }
  }
}
