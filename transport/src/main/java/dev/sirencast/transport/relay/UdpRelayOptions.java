package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.net.TimeoutRange;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link UdpRelay} damages traffic, and how much it takes at most. Immutable.
 *
 * @param forward how datagrams from clients run through their channel; the summary holds a
 *     recording of the first client's where one is asked for
 * @param reverse what damages replies, which run through it in the same way
 * @param bitsPerSecond the pace of the virtual clock on which each direction's datagrams come,
 *     1,000 or more
 * @param maxClients how many clients there may be at a time, 1 to {@value #MAX_CLIENTS}; datagrams
 *     of others are dropped and counted
 * @param maxHeldBytes how many bytes may be held back in all, 65,536 or more, a datagram counting
 *     256 more than it has; those beyond are dropped and counted
 * @param idleTimeout how long a client may be silent, and get no reply, before it is forgotten
 * @param networkInterface where datagrams to a multicast group go out; the system chooses where
 *     there is none
 */
public record UdpRelayOptions(
    ChannelOptions forward,
    ChannelModel reverse,
    long bitsPerSecond,
    int maxClients,
    long maxHeldBytes,
    Duration idleTimeout,
    Optional<NetworkInterface> networkInterface) {
  /** The upper limit of {@code maxClients}; each has a socket. */
  public static final int MAX_CLIENTS = 4_096;

  private static final long MIN_BITS_PER_SECOND = 1_000;
  private static final long MIN_HELD_BYTES = 65_536;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public UdpRelayOptions {
    if (bitsPerSecond < MIN_BITS_PER_SECOND) {
      throw new IllegalArgumentException(
          "the pace must be "
              + MIN_BITS_PER_SECOND
              + " bits per second or more, got "
              + bitsPerSecond);
    }
    if (maxClients < 1 || maxClients > MAX_CLIENTS) {
      throw new IllegalArgumentException(
          "a relay has 1 to " + MAX_CLIENTS + " clients, got " + maxClients);
    }
    if (maxHeldBytes < MIN_HELD_BYTES) {
      throw new IllegalArgumentException(
          "a relay may hold " + MIN_HELD_BYTES + " bytes or more, got " + maxHeldBytes);
    }
    TimeoutRange.require("the idle timeout", idleTimeout);
  }

  /** Two clean channels in virtual time at 100 Mbit/s; 64 clients, 64 MiB, a minute. */
  public static UdpRelayOptions defaults() {
    return new UdpRelayOptions(
        ChannelOptions.defaults(),
        ChannelModel.of(List.of()),
        100_000_000,
        64,
        64L << 20,
        Duration.ofMinutes(1),
        Optional.empty());
  }

  /** These options with channels that damage datagrams. */
  public UdpRelayOptions withChannels(
      ChannelModel otherForward, ChannelModel otherReverse, long seed) {
    return withChannels(forward.withModel(otherForward, seed), otherReverse, bitsPerSecond);
  }

  /** These options with another place where payloads begin. */
  public UdpRelayOptions withHeaderBytes(int other) {
    return withChannels(forward.withHeaderBytes(other), reverse, bitsPerSecond);
  }

  /** These options with another clock. */
  public UdpRelayOptions withClock(boolean real, long otherBitsPerSecond) {
    return withChannels(forward.withRealtime(real), reverse, otherBitsPerSecond);
  }

  /** These options with a recording, or without. */
  public UdpRelayOptions withRecording(boolean other) {
    return withChannels(forward.withRecording(other), reverse, bitsPerSecond);
  }

  private UdpRelayOptions withChannels(
      ChannelOptions otherForward, ChannelModel otherReverse, long pace) {
    return new UdpRelayOptions(
        otherForward, otherReverse, pace, maxClients, maxHeldBytes, idleTimeout, networkInterface);
  }

  /** These options with other limits. */
  public UdpRelayOptions withLimits(int clients, long heldBytes, Duration idle) {
    return new UdpRelayOptions(
        forward, reverse, bitsPerSecond, clients, heldBytes, idle, networkInterface);
  }

  /** These options with another interface. */
  public UdpRelayOptions withNetworkInterface(NetworkInterface other) {
    return new UdpRelayOptions(
        forward, reverse, bitsPerSecond, maxClients, maxHeldBytes, idleTimeout, Optional.of(other));
  }
}
