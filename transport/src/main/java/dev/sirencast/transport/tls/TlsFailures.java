package dev.sirencast.transport.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why a connection could not be secured. */
public final class TlsFailures {
  private static final String ALERT = "Received fatal alert: ";

  private TlsFailures() {}

  /** Returns an exception whose message is for people; others than TLS's stay as they are. */
  static Throwable explain(Throwable cause, TlsOptions options) {
    @Nullable SSLException tls = null;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      Optional<String> text = text(at, options);
      if (text.isPresent()) {
        return new SSLException("TLS: " + text.get(), cause);
      }
      if (at instanceof SSLException failure) {
        tls = failure;
      }
    }
    return tls == null ? cause : new SSLException("TLS: " + tls.getMessage(), cause);
  }

  /** Whether the peer just left. */
  public static boolean isDeparture(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ClosedChannelException) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> text(Throwable cause, TlsOptions options) {
    if (cause instanceof NotSslRecordException) {
      return Optional.of("the other side does not speak it");
    }
    if (cause instanceof SslHandshakeTimeoutException) {
      return Optional.of("no handshake in time");
    }
    if (cause instanceof ClosedChannelException) {
      return Optional.of("the other side closed the connection during the handshake");
    }
    if (cause instanceof CertPathBuilderException) {
      return Optional.of("the other side's certificate is of no authority in " + options.trust());
    }
    if (cause instanceof CertificateExpiredException) {
      return Optional.of("the other side's certificate has expired, " + cause.getMessage());
    }
    if (cause instanceof CertificateNotYetValidException) {
      return Optional.of("the other side's certificate is not valid yet, " + cause.getMessage());
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof CertificateException && isOfAnotherName(message)) {
      return Optional.of("the other side's certificate is for another host: " + message);
    }
    if (cause instanceof SSLException && message.contains("Empty client certificate chain")) {
      return Optional.of("the other side showed no certificate");
    }
    if (cause instanceof SSLException && message.contains(ALERT)) {
      return Optional.of(
          alert(message.substring(message.indexOf(ALERT) + ALERT.length()), options));
    }
    return Optional.empty();
  }

  /** The JDK has no type for this. */
  private static boolean isOfAnotherName(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("no subject alternative") || lower.contains("no name matching");
  }

  private static String alert(String name, TlsOptions options) {
    if (name.equals("bad_certificate") && !options.hasIdentity()) {
      return alert("certificate_required", options);
    }
    return switch (name) {
      case "certificate_required" -> "the other side asks for a certificate";
      case "bad_certificate", "certificate_unknown", "unknown_ca" ->
          "the other side does not accept our certificate (" + name + ")";
      case "protocol_version" -> "the other side speaks no common version (" + name + ")";
      default -> "the other side refuses (" + name + ")";
    };
  }
}
