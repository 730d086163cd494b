package dev.sirencast.transport.relay;

import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * A bad network between any two programs that speak UDP: passes datagrams on, damaged.
 *
 * <p>Each address that sends to the relay is a client with a socket of its own to the target, so
 * that replies find their way back, and with channels of its own: the damage to one client's
 * datagrams does not depend on the others. Empty datagrams are counted and not passed on, because
 * Netty sends none. Thread-safe.
 */
public final class UdpRelay implements AutoCloseable {
  /** How long replies are waited for that may still be under way. */
  private static final Duration STRAGGLERS = Duration.ofMillis(200);

  private static final long POLL_MILLIS = 10;

  private final IoThreads io;
  private final List<Channel> sockets;
  private final RelayHandler handler;

  private UdpRelay(IoThreads io, List<Channel> sockets, RelayHandler handler) {
    this.io = io;
    this.sockets = sockets;
    this.handler = handler;
  }

  /**
   * Starts to relay.
   *
   * @param at a resolved address to listen on; port 0 takes any free one
   * @param target a resolved address
   * @throws TransportException if the address cannot be listened on, or the target is the relay
   *     itself
   */
  public static UdpRelay bind(
      InetSocketAddress at, InetSocketAddress target, UdpRelayOptions options)
      throws TransportException {
    return bind(List.of(at), target, options);
  }

  /**
   * Starts to relay from several addresses.
   *
   * @param at resolved addresses, one or more; where the first has port 0, all take the port that
   *     it gets
   * @throws TransportException as above
   */
  public static UdpRelay bind(
      List<InetSocketAddress> at, InetSocketAddress target, UdpRelayOptions options)
      throws TransportException {
    Failures.requireResolved(at);
    Failures.requireResolved(List.of(target));
    if (at.contains(target)) {
      throw new TransportException(
          "a relay at " + Failures.text(target) + " cannot have itself as its target", null);
    }
    return bind(at, target, options, IoThreads.start("sirencast-relay"));
  }

  static UdpRelay bind(
      InetSocketAddress at, InetSocketAddress target, UdpRelayOptions options, IoThreads io)
      throws TransportException {
    return bind(List.of(at), target, options, io);
  }

  private static UdpRelay bind(
      List<InetSocketAddress> at, InetSocketAddress target, UdpRelayOptions options, IoThreads io)
      throws TransportException {
    try {
      RelayHandler handler = new RelayHandler(io, target, options);
      Bootstrap bootstrap = Sockets.datagrams(io, Sockets.MAX_DATAGRAM_BYTES).handler(handler);
      return new UdpRelay(io, Sockets.bind(io, () -> bootstrap, at, Transport.UDP), handler);
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  /** The address that is listened on; of several the first. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) sockets.get(0).localAddress();
  }

  /** How many datagrams have come from clients so far. */
  public long received() {
    return handler.received();
  }

  /** What has happened so far. */
  public UdpRelaySummary summary() throws TransportException {
    return onLoop(handler::summary);
  }

  /**
   * Takes no more datagrams from clients, and lets those under way, and replies to them, arrive.
   *
   * @param patience how long to wait for datagrams that are held back
   * @return what has happened
   */
  public UdpRelaySummary finish(Duration patience) throws TransportException {
    Deadline stragglers = io.deadline(STRAGGLERS);
    Deadline held = io.deadline(patience);
    onLoop(
        () -> {
          handler.finish();
          return true;
        });
    while (!stragglers.hasPassed() || !held.hasPassed() && onLoop(handler::holdsFrames)) {
      try {
        io.ticker().sleepMillis(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted("ending a relay", e);
      }
    }
    return summary();
  }

  private <T> T onLoop(Callable<T> question) throws TransportException {
    try {
      return io.group().submit(question).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted("asking a relay", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends at once. */
  @Override
  public void close() {
    io.close();
  }
}
