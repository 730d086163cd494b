package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.IoThreads;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Connections that have not greeted yet. They are limited in number, the oldest gives way: peers
 * that connect and stay silent cannot keep a sender out. To be used on their event loop alone.
 */
final class Strangers {
  private static final int MAX_STRANGERS = 32;

  private final IoThreads io;
  private final Deque<Channel> strangers = new ArrayDeque<>();

  Strangers(IoThreads io) {
    this.io = io;
  }

  void admit(Channel stranger) {
    if (strangers.size() == MAX_STRANGERS) {
      makeRoom();
    }
    io.own(stranger);
    strangers.add(stranger);
    stranger.closeFuture().addListener(closed -> strangers.remove(stranger));
  }

  /** The oldest gives way, if there is one. */
  void makeRoom() {
    Channel oldest = strangers.poll();
    if (oldest != null) {
      oldest.close();
    }
  }

  /** Lets one stay, which has greeted, and closes all others. */
  void elect(Channel sender) {
    strangers.remove(sender);
    // A copy, because each close takes its connection off the queue.
    List.copyOf(strangers).forEach(Channel::close);
  }
}
