package dev.sirencast.transport.status;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that are limited in number: the oldest gives way, so that many which dawdle keep
 * nobody out. Those of this machine have places of their own: a supervisor here is heard whatever
 * comes from elsewhere. For one event loop.
 */
final class Visitors {
  static final int MAX_REMOTE = 48;
  static final int MAX_LOCAL = 16;

  private final Deque<Channel> remote = new ArrayDeque<>();
  private final Deque<Channel> local = new ArrayDeque<>();

  /** Takes a connection in, which leaves by itself when it is closed. */
  void admit(Channel visitor, boolean isLocal) {
    Deque<Channel> places = isLocal ? local : remote;
    if (places.size() == (isLocal ? MAX_LOCAL : MAX_REMOTE)) {
      places.remove().close();
    }
    places.add(visitor);
    visitor.closeFuture().addListener(closed -> places.remove(visitor));
  }

  /** Closes the oldest connection, one of elsewhere if there is one. */
  void makeRoom() {
    Channel oldest = remote.isEmpty() ? local.poll() : remote.poll();
    if (oldest != null) {
      oldest.close();
    }
  }
}
