package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.QuicTrust;
import dev.sirencast.transport.tls.TlsOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.ClientAuth;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What both ends of a connection over QUIC share: the native library, certificates, limits. */
final class QuicLayer {
  private static final Set<String> KEYS = Set.of("EC", "RSA");
  private static final int MAX_PACKET_BYTES = 2_048;

  private QuicLayer() {}

  /**
   * Checks that the native library is there, and knows the identity's kind of key.
   *
   * @throws TransportException if it is not, or does not
   */
  static void require(TlsOptions tls) throws TransportException {
    if (!Quic.isAvailable()) {
      throw new TransportException(
          "no QUIC here: netty-codec-native-quic for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + " is not on the class path or does not load",
          Quic.unavailabilityCause());
    }
    if (tls.key().isPresent() && !KEYS.contains(tls.key().get().getAlgorithm())) {
      throw new TransportException(
          "QUIC takes certificates with EC and RSA keys, got "
              + tls.key().get().getAlgorithm()
              + ": "
              + tls,
          null);
    }
  }

  static QuicSslContext connecting(TlsOptions options, QuicTrust trust) {
    QuicSslContextBuilder builder =
        QuicSslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
    options.key().ifPresent(key -> builder.keyManager(key, null, chain(options)));
    return build(builder.trustManager(trust));
  }

  static QuicSslContext listening(TlsOptions options, QuicTrust trust) {
    return build(
        QuicSslContextBuilder.forServer(options.key().orElseThrow(), null, chain(options))
            .trustManager(trust)
            .clientAuth(options.hasAuthorities() ? ClientAuth.REQUIRE : ClientAuth.NONE));
  }

  private static QuicSslContext build(QuicSslContextBuilder builder) {
    return builder.applicationProtocols(QuicWire.PROTOCOL).build();
  }

  private static X509Certificate[] chain(TlsOptions options) {
    return options.chain().toArray(X509Certificate[]::new);
  }

  /** Sets what both ends allow each other. */
  static <B extends QuicCodecBuilder<B>> B limits(B builder, Duration idle) {
    return builder
        .maxIdleTimeout(idle.toMillis(), TimeUnit.MILLISECONDS)
        .initialMaxData(QuicWire.STREAM_BYTES)
        .activeMigration(false)
        .datagram(QuicWire.QUEUE, QuicWire.QUEUE);
  }

  /** A UDP socket to speak QUIC on. */
  static Bootstrap socket(IoThreads io) {
    return Sockets.datagrams(io, MAX_PACKET_BYTES);
  }
}
