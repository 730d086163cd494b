package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.TransportException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The streams of a publisher by name, within limits of number and memory. Thread-safe. */
public final class Catalog {
  private final FramePublisherOptions.Limits limits;
  private final ConcurrentNavigableMap<String, PublishedStream> streams =
      new ConcurrentSkipListMap<>();
  private long bytes;

  Catalog(FramePublisherOptions.Limits limits) {
    this.limits = limits;
  }

  /**
   * Adds a stream, or puts it in the place of the one of its name.
   *
   * @throws TransportException if there is no room; all is then as before
   */
  synchronized PublishedStream put(String name, List<byte[]> frames) throws TransportException {
    PublishedStream old = streams.get(name);
    long others = bytes - (old == null ? 0 : old.cost());
    long cost = PublishedStream.cost(frames);
    if (cost > Math.min(limits.bytes() - others, Integer.MAX_VALUE)) {
      throw new TransportException(
          "no room for "
              + name
              + ": it takes "
              + cost
              + " bytes, "
              + others
              + " of "
              + limits.bytes()
              + " are taken",
          null);
    }
    if (old == null && streams.size() >= limits.streams()) {
      throw new TransportException(
          "no room for " + name + ": there are " + limits.streams() + " streams already", null);
    }
    PublishedStream stream = PublishedStream.of(name, frames);
    streams.put(name, stream);
    bytes = others + cost;
    return stream;
  }

  synchronized boolean remove(String name) {
    PublishedStream old = streams.remove(name);
    bytes -= old == null ? 0 : old.cost();
    return old != null;
  }

  Optional<PublishedStream> find(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  /** A live view, in the order of the names. */
  public Collection<PublishedStream> streams() {
    return streams.values();
  }

  synchronized long bytes() {
    return bytes;
  }
}
