package dev.sirencast.transport;

import dev.sirencast.transport.impairment.ChannelModel;
import java.time.Duration;
import java.util.List;

/**
 * How a {@link UdpRelay} damages traffic, and how much it takes at most. Immutable.
 *
 * @param there what happens to datagrams from clients
 * @param back what happens to replies
 * @param seed the seed of that damage
 * @param headerBytes where a datagram's payload begins, for bit errors with a scope; 0 or more
 * @param realtime whether delays take their time; otherwise they only decide on the order, on a
 *     virtual clock on which each direction's datagrams come at {@code bitsPerSecond}
 * @param bitsPerSecond the pace of the virtual clock, 1,000 or more
 * @param recording whether the summary is to hold a recording of the first client's datagrams
 * @param maxClients how many clients there may be at a time, 1 to {@value #MOST_CLIENTS}; datagrams
 *     of others are dropped and counted
 * @param maxHeldBytes how many bytes may be held back in all, 65,536 or more, a datagram counting
 *     256 more than it has; those beyond are dropped and counted
 * @param idleTimeout how long a client may be silent, and get no reply, before it is forgotten
 */
public record UdpRelayOptions(
    ChannelModel there,
    ChannelModel back,
    long seed,
    int headerBytes,
    boolean realtime,
    long bitsPerSecond,
    boolean recording,
    int maxClients,
    long maxHeldBytes,
    Duration idleTimeout) {
  /** The upper limit of {@code maxClients}; each has a socket. */
  public static final int MOST_CLIENTS = 4_096;

  private static final long SLOWEST = 1_000;
  private static final long LEAST_HELD = 65_536;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public UdpRelayOptions {
    if (headerBytes < 0) {
      throw new IllegalArgumentException("a header has 0 bytes or more, got " + headerBytes);
    }
    if (bitsPerSecond < SLOWEST) {
      throw new IllegalArgumentException(
          "the pace must be " + SLOWEST + " bits per second or more, got " + bitsPerSecond);
    }
    if (maxClients < 1 || maxClients > MOST_CLIENTS) {
      throw new IllegalArgumentException(
          "a relay has 1 to " + MOST_CLIENTS + " clients, got " + maxClients);
    }
    if (maxHeldBytes < LEAST_HELD) {
      throw new IllegalArgumentException(
          "a relay may hold " + LEAST_HELD + " bytes or more, got " + maxHeldBytes);
    }
    Timeouts.require("the idle timeout", idleTimeout);
  }

  /** Two clean channels in virtual time at 100 Mbit/s; 64 clients, 64 MiB, a minute. */
  public static UdpRelayOptions defaults() {
    ChannelModel clean = ChannelModel.of(List.of());
    return new UdpRelayOptions(
        clean, clean, 0, 0, false, 100_000_000, false, 64, 64L << 20, Duration.ofMinutes(1));
  }

  /** These options with channels that damage datagrams. */
  public UdpRelayOptions withChannels(ChannelModel otherThere, ChannelModel otherBack, long other) {
    return new UdpRelayOptions(
        otherThere,
        otherBack,
        other,
        headerBytes,
        realtime,
        bitsPerSecond,
        recording,
        maxClients,
        maxHeldBytes,
        idleTimeout);
  }

  /** These options with another place where payloads begin. */
  public UdpRelayOptions withHeaderBytes(int other) {
    return new UdpRelayOptions(
        there,
        back,
        seed,
        other,
        realtime,
        bitsPerSecond,
        recording,
        maxClients,
        maxHeldBytes,
        idleTimeout);
  }

  /** These options with another clock. */
  public UdpRelayOptions withClock(boolean real, long otherBitsPerSecond) {
    return new UdpRelayOptions(
        there,
        back,
        seed,
        headerBytes,
        real,
        otherBitsPerSecond,
        recording,
        maxClients,
        maxHeldBytes,
        idleTimeout);
  }

  /** These options with a recording, or without. */
  public UdpRelayOptions withRecording(boolean other) {
    return new UdpRelayOptions(
        there,
        back,
        seed,
        headerBytes,
        realtime,
        bitsPerSecond,
        other,
        maxClients,
        maxHeldBytes,
        idleTimeout);
  }

  /** These options with other limits. */
  public UdpRelayOptions withLimits(int clients, long heldBytes, Duration idle) {
    return new UdpRelayOptions(
        there,
        back,
        seed,
        headerBytes,
        realtime,
        bitsPerSecond,
        recording,
        clients,
        heldBytes,
        idle);
  }
}
