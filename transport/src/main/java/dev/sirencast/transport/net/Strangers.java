package dev.sirencast.transport.net;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Connections that have not greeted yet. They are limited in number, the oldest gives way: peers
 * that connect and stay silent cannot keep a sender out. To be used on their event loop alone.
 */
public final class Strangers {
  private static final int MAX_STRANGERS = 32;

  private final IoThreads io;
  private final Deque<Channel> strangers = new ArrayDeque<>();

  /**
   * @param io which closes them at its end
   */
  public Strangers(IoThreads io) {
    this.io = io;
  }

  /** Lets a connection in, until it has greeted or another takes its place. */
  public void admit(Channel stranger) {
    if (strangers.size() == MAX_STRANGERS) {
      makeRoom();
    }
    io.own(stranger);
    strangers.add(stranger);
    stranger.closeFuture().addListener(closed -> strangers.remove(stranger));
  }

  /** The oldest gives way, if there is one. */
  public void makeRoom() {
    Channel oldest = strangers.poll();
    if (oldest != null) {
      oldest.close();
    }
  }

  /** Lets one stay, which has greeted, and closes all others. */
  public void elect(Channel sender) {
    strangers.remove(sender);
    // A copy, because each close takes its connection off the queue.
    List.copyOf(strangers).forEach(Channel::close);
  }
}
