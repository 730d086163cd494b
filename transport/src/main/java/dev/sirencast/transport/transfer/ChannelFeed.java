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
final class ChannelFeed {
  /** A sleep is no finer than this. */
  private static final long SLEEP_NANOS = 1_000_000;

  private final ChannelSession session;
  private final FrameSenderOptions options;
  private final Sink sink;
  private final long start = System.nanoTime();
  private double departure;

  /** Where frames go that have passed the channel. */
  interface Sink {
    void accept(Iterable<byte[]> frames) throws TransportException, InterruptedException;
  }

  ChannelFeed(FrameSenderOptions options, Sink sink) {
    this.options = options;
    this.sink = sink;
    ChannelOptions channel = options.channel();
    this.session = channel.model().open(channel.seed(), channel.headerBytes());
    if (channel.recording()) {
      session.recording();
    }
  }

  void offer(byte[] frame) throws TransportException, InterruptedException {
    if (options.channel().realtime()) {
      runUntil((long) departure);
      sink.accept(session.offer(frame, elapsed()));
    } else {
      sink.accept(session.offer(frame, (long) departure));
    }
    departure += (frame.length + Pacer.HEADER_BYTES) * 8e9 / options.udpBitsPerSecond();
  }

  /** Sends what is held back; in real time it is waited for. */
  void finish() throws TransportException, InterruptedException {
    if (!options.channel().realtime()) {
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

  ChannelStatistics statistics() {
    return session.statistics();
  }

  Optional<ChannelTrace> trace() {
    return options.channel().recording() ? Optional.of(session.trace()) : Optional.empty();
  }
}
