package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Waits for the descriptions of all streams. */
public final class CarouselList extends CarouselRequest<List<HeardStream>> {
  private final int maxStreams;
  private final TreeMap<String, Heard> streams = new TreeMap<>();

  private record Heard(StreamEntry stream, long nanoTime) {
    HeardStream at(long now) {
      return new HeardStream(stream, Duration.ofNanos(now - nanoTime));
    }
  }

  /** A request for what a carousel has. */
  public CarouselList(FrameSubscriberOptions options) {
    this.maxStreams = options.limits().streams();
  }

  @Override
  String awaited() {
    return "description of another stream";
  }

  @Override
  boolean describe(StreamEntry stream, int count) throws TransportException {
    if (count > maxStreams) {
      throw new TransportException(
          "the carousel has " + count + " streams, more than the " + maxStreams + " allowed", null);
    }
    long now = System.nanoTime();
    Heard before = streams.put(stream.name(), new Heard(stream, now));
    if (streams.size() >= count) {
      result().complete(streams.values().stream().map(heard -> heard.at(now)).toList());
    }
    return before == null || !before.stream().equals(stream);
  }
}
