package dev.sirencast.transport.publish;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may be connected: so many receivers, so many of them from one address.
 *
 * <p>Connections that have not greeted yet are limited in number, the oldest gives way: peers that
 * connect and stay silent cannot keep receivers out. Thread-safe.
 */
final class Admission {
  static final int MAX_STRANGERS = 256;

  private static final int NETWORK_BYTES = 8;

  private final FramePublisherOptions.Limits limits;
  private final Deque<Channel> strangers = new ArrayDeque<>();
  private final Map<ByteBuffer, Integer> perPlace = new HashMap<>();
  private int receivers;
  private int sockets = Integer.MAX_VALUE;

  Admission(FramePublisherOptions.Limits limits) {
    this.limits = limits;
  }

  /** Limits all connections together, an eighth of them being for those who have yet to greet. */
  synchronized void limitSockets(int most) {
    sockets = most;
  }

  /** A connection was accepted. */
  void arrived(Channel stranger) {
    Optional<Channel> oldest;
    synchronized (this) {
      strangers.add(stranger);
      boolean crowded = strangers.size() > MAX_STRANGERS || strangers.size() > sockets - receivers;
      oldest = Optional.ofNullable(crowded ? strangers.poll() : null);
    }
    oldest.ifPresent(Channel::close);
  }

  /** The connection that has been waiting to greet for the longest time, and may no longer. */
  synchronized Optional<Channel> dismissOldest() {
    return Optional.ofNullable(strangers.poll());
  }

  /**
   * A connection has greeted, and is a stranger no more.
   *
   * @return why it may not stay, or nothing if it may: then it has to be told when it {@link #left}
   */
  synchronized Optional<String> admit(Channel receiver, InetAddress address) {
    strangers.remove(receiver);
    int most = Math.min(limits.receivers(), sockets - sockets / 8);
    if (receivers >= most) {
      return Optional.of("there are " + most + " receivers already");
    }
    ByteBuffer place = place(address);
    int neighbours = perPlace.getOrDefault(place, 0);
    if (neighbours >= limits.receiversPerAddress()) {
      return Optional.of(
          "there are " + limits.receiversPerAddress() + " receivers at this address already");
    }
    receivers++;
    perPlace.put(place, neighbours + 1);
    return Optional.empty();
  }

  /** A connection that was never admitted is closed. */
  synchronized void forget(Channel stranger) {
    strangers.remove(stranger);
  }

  /** A connection that was admitted is closed. */
  synchronized void left(InetAddress address) {
    receivers--;
    perPlace.computeIfPresent(place(address), (key, count) -> count == 1 ? null : count - 1);
  }

  /** What counts as one address: of IPv6 the first half, the other is its owner's to choose. */
  private static ByteBuffer place(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
  }
}
