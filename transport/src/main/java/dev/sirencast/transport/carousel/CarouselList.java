package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.util.List;
import java.util.TreeMap;

/** Waits for the descriptions of all streams. */
public final class CarouselList extends CarouselRequest<List<StreamEntry>> {
  private final int maxStreams;
  private final TreeMap<String, StreamEntry> streams = new TreeMap<>();

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
    boolean known = stream.equals(streams.put(stream.name(), stream));
    if (streams.size() >= count) {
      result().complete(List.copyOf(streams.values()));
    }
    return !known;
  }
}
