package dev.sirencast.transport.transfer;

import dev.sirencast.transport.tls.QuicTrust;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A sender's side of a connection over QUIC: what datagrams it takes, and why it was closed. */
final class QuicSenderHandler extends ChannelInboundHandlerAdapter {
  private static final int CERTIFICATE_REQUIRED = 116;

  private final RecordSenderHandler stream;
  private final QuicTrust trust;
  private volatile int longestDatagram;
  private volatile @Nullable Throwable failure;

  QuicSenderHandler(RecordSenderHandler stream, QuicTrust trust) {
    this.stream = stream;
    this.trust = trust;
  }

  /** The bytes that a datagram has room for; 0 if the receiver takes none. */
  int longestDatagram() {
    return longestDatagram;
  }

  /** Why the connection failed, in words; null if it did not, or nobody said. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof QuicDatagramExtensionEvent datagrams) {
      longestDatagram = datagrams.maxLength();
    } else if (event instanceof QuicConnectionCloseEvent closed) {
      fail(new SSLException(reason(closed)));
    }
    context.fireUserEventTriggered(event);
  }

  private static String reason(QuicConnectionCloseEvent closed) {
    if (closed.isTlsError()) {
      int alert = QuicConnectionCloseEvent.extractTlsError(closed.error());
      return alert == CERTIFICATE_REQUIRED
          ? "TLS: the other side asks for a certificate"
          : "TLS: the other side refuses (alert " + alert + ")";
    }
    String words = new String(words(closed), StandardCharsets.UTF_8);
    return words.isBlank() ? "the receiver closed the connection" : words;
  }

  /**
   * Netty's event has no array where the peer gave no reason, and fails when it is asked for it.
   */
  private static byte[] words(QuicConnectionCloseEvent closed) {
    try {
      return closed.reason();
    } catch (NullPointerException none) {
      return new byte[0];
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(trust.explain(cause));
  }

  private void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    stream.fail(cause);
  }
}
