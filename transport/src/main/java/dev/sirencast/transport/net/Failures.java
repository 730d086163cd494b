package dev.sirencast.transport.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a transfer says when it fails, one line each. */
public final class Failures {
  /** How epoll begins what the system says. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

  private static final String NOBODY_LISTENS = "nobody listens there any more";

  private Failures() {}

  /** Of a name that stands for no address. */
  public static TransportException unknownHost(InetSocketAddress address) {
    return new TransportException("there is no host called " + address.getHostString(), null);
  }

  /**
   * Checks that addresses stand for some place.
   *
   * @throws TransportException if the name of one of them does not
   */
  public static void requireResolved(List<InetSocketAddress> addresses) throws TransportException {
    for (InetSocketAddress address : addresses) {
      if (address.isUnresolved()) {
        throw unknownHost(address);
      }
    }
  }

  /** Of an address that cannot be listened on: it is taken, not this machine's, or not allowed. */
  public static TransportException cannotListen(
      InetSocketAddress at, Transport transport, @Nullable Throwable cause) {
    String reason = reason(cause);
    if (cause instanceof IOException && reason.contains("in use")) {
      reason = "the port is in use";
    }
    return new TransportException(
        "cannot listen on " + text(at) + " over " + transport + ": " + reason, cause);
  }

  /** Of a receiver that does not answer in time. */
  public static TransportException noReceiver(
      InetSocketAddress to, Transport transport, Duration timeout, @Nullable Throwable cause) {
    return new TransportException(
        "no receiver answered at "
            + text(to)
            + " within "
            + TimeoutRange.text(timeout)
            + ", over "
            + transport,
        cause);
  }

  /** Of an end that answers, but not as a receiver does. */
  public static TransportException notAReceiver(InetSocketAddress to, @Nullable Throwable cause) {
    return new TransportException("no receiver at " + text(to) + ": " + reason(cause), cause);
  }

  /**
   * Of a sender that does not come in time.
   *
   * @param refusal why one that came was refused, if one did
   */
  public static TransportException noSender(
      InetSocketAddress at, Transport transport, Duration timeout, @Nullable String refusal) {
    String message =
        "no sender connected to "
            + text(at)
            + " within "
            + TimeoutRange.text(timeout)
            + ", over "
            + transport;
    return new TransportException(refusal == null ? message : message + " (" + refusal + ")", null);
  }

  /**
   * Of a connection that broke while frames were sent.
   *
   * @param frames how many had been handed to it
   */
  public static TransportException broken(
      InetSocketAddress to, long frames, @Nullable Throwable cause) {
    String reason = reason(cause);
    if (cause instanceof IOException && reason.contains("Connection refused")) {
      reason = NOBODY_LISTENS; // a peer that was there; epoll reports the ICMP answer this way
    }
    return new TransportException(
        "the transfer to " + text(to) + " broke after " + frames + " frames: " + reason, cause);
  }

  /**
   * Of a receiver that takes nothing for too long.
   *
   * @param frames how many it had been sent
   */
  public static TransportException stalled(InetSocketAddress to, long frames, Duration timeout) {
    return new TransportException(
        "the receiver at "
            + text(to)
            + " took nothing for "
            + TimeoutRange.text(timeout)
            + ", after "
            + frames
            + " frames",
        null);
  }

  /**
   * Of a receiver that does not say in time that it has the end.
   *
   * @param frames how many it had been sent
   */
  public static TransportException notAcknowledged(
      InetSocketAddress to, long frames, Duration timeout) {
    return new TransportException(
        "the receiver at "
            + text(to)
            + " did not acknowledge the end within "
            + TimeoutRange.text(timeout)
            + ", after "
            + frames
            + " frames",
        null);
  }

  /** Of a publisher that does not answer. */
  public static TransportException noPublisher(InetSocketAddress to, @Nullable Throwable cause) {
    String reason = reason(cause);
    if (cause instanceof IOException && reason.contains("Connection refused")) {
      reason = "nobody listens there";
    }
    return new TransportException("no publisher at " + text(to) + ": " + reason, cause);
  }

  /** Of a carousel that is not heard. */
  public static TransportException noCarousel(InetSocketAddress at, String reason) {
    return new TransportException("listening to a carousel at " + text(at) + ": " + reason, null);
  }

  /** Of a request after its subscriber was closed. */
  public static TransportException subscriberClosed(InetSocketAddress to) {
    return new TransportException(
        "the connection to the publisher at " + text(to) + " was closed", null);
  }

  /** Of a request that a publisher refused. */
  public static TransportException publisherRefused(InetSocketAddress to, String reason) {
    return new TransportException("the publisher at " + text(to) + " refuses: " + reason, null);
  }

  /** Of a publisher that went away. */
  public static TransportException publisherLost(InetSocketAddress to, @Nullable Throwable cause) {
    return new TransportException("the publisher at " + text(to) + ": " + reason(cause), cause);
  }

  /** Of a receiver that was told to end before anything came. */
  public static TransportException stopped(InetSocketAddress at) {
    return new TransportException("stopped while waiting for a sender at " + text(at), null);
  }

  /** Of a request after its carousel was left. */
  public static TransportException closed(InetSocketAddress at) {
    return new TransportException("the receiver at " + text(at) + " was closed", null);
  }

  /**
   * Of a thread that was interrupted while it waited.
   *
   * @param what it waited for, as in {@code connecting to a:1}
   */
  public static TransportException interrupted(String what, InterruptedException cause) {
    return new TransportException("interrupted while " + what, cause);
  }

  /** What a request failed with, to be thrown; what is no transport's failure is thrown here. */
  public static TransportException ofRequest(Throwable cause) {
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (TransportException) cause;
  }

  /** Address and port as people write them, without a name service. */
  public static String text(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip == null ? address.getHostString() : ip.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The first line of an exception's message, or what the exception stands for if it has none. */
  public static String reason(@Nullable Throwable cause) {
    if (cause instanceof PortUnreachableException) {
      return NOBODY_LISTENS;
    }
    String message = cause == null ? null : cause.getMessage();
    return message == null
        ? "the connection was closed"
        : SYSTEM_CALL.matcher(message.lines().findFirst().orElse(message)).replaceFirst("");
  }
}
