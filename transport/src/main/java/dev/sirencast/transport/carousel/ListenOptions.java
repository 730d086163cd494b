package dev.sirencast.transport.carousel;

import dev.sirencast.transport.impairment.ChannelModel;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * How to listen to a carousel. Immutable.
 *
 * @param networkInterface on which a multicast group is joined; the system's where there is none
 * @param groupKey what the carousel has to be encrypted with; it has to be plain where there is
 *     none
 * @param channel what happens to datagrams that arrive, before they are looked at. Those that it
 *     delays go on with a later one
 * @param seed of the channel
 */
public record ListenOptions(
    Optional<NetworkInterface> networkInterface,
    Optional<GroupKey> groupKey,
    Optional<ChannelModel> channel,
    long seed) {

  /** The system's interface, no key, no channel. */
  public static ListenOptions defaults() {
    return new ListenOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  /** These options with another interface. */
  public ListenOptions withNetworkInterface(NetworkInterface other) {
    return new ListenOptions(Optional.of(other), groupKey, channel, seed);
  }

  /** These options with a key. */
  public ListenOptions withGroupKey(GroupKey other) {
    return new ListenOptions(networkInterface, Optional.of(other), channel, seed);
  }

  /** These options with a channel. */
  public ListenOptions withChannel(ChannelModel other, long otherSeed) {
    return new ListenOptions(networkInterface, groupKey, Optional.of(other), otherSeed);
  }
}
