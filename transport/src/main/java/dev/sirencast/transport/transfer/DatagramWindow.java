package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Deadline;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** How many datagrams are on their way that their receiver has not seen. Thread-safe. */
final class DatagramWindow {
  private long queued;
  private long seen;
  private long answers;

  /** Counts a datagram, and returns its sequence number. */
  synchronized long queue() {
    return queued++;
  }

  synchronized long queued() {
    return queued;
  }

  synchronized long seen() {
    return seen;
  }

  synchronized long answers() {
    return answers;
  }

  synchronized long outstanding() {
    return queued - seen;
  }

  /** The receiver says how far it is; what it cannot have seen counts for nothing. */
  synchronized void answered(long next) {
    answers++;
    if (next > seen && next <= queued) {
      seen = next;
    }
    notifyAll();
  }

  /** Counts what is outstanding as lost on its way. */
  synchronized void giveUp() {
    seen = queued;
  }

  /** Waits until at most so many are outstanding, but not beyond a time; says whether it is so. */
  synchronized boolean await(long room, long millis) throws InterruptedException {
    Deadline deadline = Deadline.after(Ticker.systemTicker(), Duration.ofMillis(millis));
    while (queued - seen > room && !deadline.hasPassed()) {
      wait(Math.max(1, deadline.remainingMillis()));
    }
    return queued - seen <= room;
  }
}
