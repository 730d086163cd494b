package dev.sirencast.transport.transfer;

import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.ChannelTrace;
import dev.sirencast.transport.net.Pacer;
import dev.sirencast.transport.net.TransportException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A sender's frames on their way through a channel, on the calling thread.
 *
 * <p>Frame n is offered when those before it have left at the sender's pace. On the virtual clock
 * that is a number only, and nobody waits; in real time it is waited for, and so is what the
 * channel holds back.
 */
public final class ChannelFeed {
  /** A sleep is no finer than this. */
  private static final long SLEEP_NANOS = 1_000_000;

  private final ChannelSession session;
  private final ChannelOptions options;
  private final long bitsPerSecond;
  private final Sink sink;
  private final long start = System.nanoTime();
  private double departure;

  /** Where frames go that have passed the channel. */
  public interface Sink {
    /** Takes them in the order in which they come out, all at this time. */
    void accept(Iterable<byte[]> frames) throws TransportException, InterruptedException;
  }

  /**
   * @param stream tells the random decisions of several transfers apart, 0 for a single one
   * @param bitsPerSecond the sender's pace
   */
  public ChannelFeed(ChannelOptions options, int stream, long bitsPerSecond, Sink sink) {
    this.options = options;
    this.bitsPerSecond = bitsPerSecond;
    this.sink = sink;
    this.session = options.model().open(options.seed(), stream, options.headerBytes());
    if (options.recording()) {
      session.recording();
    }
  }

  /** Sends the next frame, in real time when it is its turn. */
  public void offer(byte[] frame) throws TransportException, InterruptedException {
    if (options.realtime()) {
      runUntil((long) departure);
      sink.accept(session.offer(frame, elapsed()));
    } else {
      sink.accept(session.offer(frame, (long) departure));
    }
    departure += (frame.length + Pacer.HEADER_BYTES) * 8e9 / bitsPerSecond;
  }

  /** Sends what is held back; in real time it is waited for. */
  public void finish() throws TransportException, InterruptedException {
    if (!options.realtime()) {
      sink.accept(session.flush());
      return;
    }
    session.end();
    for (OptionalLong next = session.nextArrival();
        next.isPresent();
        next = session.nextArrival()) {
      runUntil(next.getAsLong());
      sink.accept(session.advance(Math.max(elapsed(), next.getAsLong())));
    }
  }

  /** Lets time go by and frames arrive; may be early by less than a sleep can tell. */
  private void runUntil(long nanos) throws TransportException, InterruptedException {
    while (nanos - elapsed() > SLEEP_NANOS) {
      long next = Math.min(nanos, session.nextArrival().orElse(nanos));
      long wait = next - elapsed();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      sink.accept(session.advance(elapsed()));
    }
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }

  /** What the channel did. */
  public ChannelStatistics statistics() {
    return session.statistics();
  }

  Optional<ChannelTrace> trace() {
    return options.recording() ? Optional.of(session.trace()) : Optional.empty();
  }
}
