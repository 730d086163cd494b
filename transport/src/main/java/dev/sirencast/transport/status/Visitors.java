package dev.sirencast.transport.status;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that are limited in number: the oldest gives way, so that many which dawdle keep
 * nobody out. Those of this machine have places of their own, a quarter: a supervisor here is heard
 * whatever comes from elsewhere. For one event loop.
 */
final class Visitors {
  static final int MOST = 64;

  private static final int LEAST = 2;
  private static final int LOCAL_PART = 4;

  private final Deque<Channel> remote = new ArrayDeque<>();
  private final Deque<Channel> local = new ArrayDeque<>();
  private volatile int most = MOST;

  /** Limits both together, between {@value #LEAST} and {@value #MOST}; on any thread. */
  void limit(int most) {
    this.most = Math.max(LEAST, Math.min(MOST, most));
  }

  /** Takes a connection in, which leaves by itself when it is closed. */
  void admit(Channel visitor, boolean isLocal) {
    Deque<Channel> places = isLocal ? local : remote;
    int here = Math.max(1, most / LOCAL_PART);
    while (places.size() >= (isLocal ? here : most - here)) {
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
