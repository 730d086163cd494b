package dev.sirencast.transport.net;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** How many datagrams are on their way that their receiver has not seen. Thread-safe. */
public final class DatagramWindow {
  private long queued;
  private long seen;
  private long answers;

  /** Counts a datagram, and returns its sequence number. */
  public synchronized long queue() {
    return queued++;
  }

  /** Datagrams that were sent so far. */
  public synchronized long queued() {
    return queued;
  }

  /** Those of them that the receiver has seen, or that were given up. */
  public synchronized long seen() {
    return seen;
  }

  /** How often the receiver said how far it is. */
  public synchronized long answers() {
    return answers;
  }

  /** Those that it has not seen. */
  public synchronized long outstanding() {
    return queued - seen;
  }

  /** The receiver says how far it is; what it cannot have seen counts for nothing. */
  public synchronized void answered(long next) {
    answers++;
    if (next > seen && next <= queued) {
      seen = next;
    }
    notifyAll();
  }

  /** Counts what is outstanding as lost on its way. */
  public synchronized void giveUp() {
    seen = queued;
  }

  /** Waits until at most so many are outstanding, but not beyond a time; says whether it is so. */
  public synchronized boolean await(long room, long millis) throws InterruptedException {
    Deadline deadline = Deadline.after(Ticker.systemTicker(), Duration.ofMillis(millis));
    while (queued - seen > room && !deadline.hasPassed()) {
      wait(Math.max(1, deadline.remainingMillis()));
    }
    return queued - seen <= room;
  }
}
