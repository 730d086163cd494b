package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.util.Optional;

/**
 * What a {@link UdpRelay} did.
 *
 * @param seconds from its start to now
 * @param clients clients that there have been
 * @param refused datagrams of clients beyond the limit
 * @param forward from clients to the target
 * @param reverse replies
 * @param trace the recording of the first client's datagrams, where one was asked for
 */
public record UdpRelaySummary(
    double seconds,
    long clients,
    long refused,
    Direction forward,
    Direction reverse,
    Optional<ChannelTrace> trace) {

  /**
   * One direction, all clients together.
   *
   * @param received datagrams that came
   * @param overflowed those that found no room in memory
   * @param sent datagrams that went to the socket behind the channel
   * @param unsent those that the socket had no room for, or that are empty
   * @param channel what the channel did
   */
  public record Direction(
      long received, long overflowed, long sent, long unsent, ChannelStatistics channel) {
    static final Direction NONE = new Direction(0, 0, 0, 0, ChannelStatistics.NONE);

    Direction plus(Direction other) {
      return new Direction(
          received + other.received,
          overflowed + other.overflowed,
          sent + other.sent,
          unsent + other.unsent,
          channel.plus(other.channel));
    }
  }
}
