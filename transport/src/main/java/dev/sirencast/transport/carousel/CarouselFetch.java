package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.CatalogWire;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits for a stream's description, then for all of its frames. */
public final class CarouselFetch extends CarouselRequest<FetchSummary> {
  private final String name;
  private final RowSink sink;
  private final FrameSubscriberOptions options;
  private final Set<String> others = new HashSet<>();
  private Set<String> othersBefore = Set.of();
  private final long start = System.nanoTime();
  private @Nullable StreamEntry stream;
  private @Nullable CodedFrames coded;
  private long id;

  /**
   * A request for the frames of one stream.
   *
   * @param sink told first what the stream is, then given its frames
   */
  public CarouselFetch(String name, FetchSink sink, FrameSubscriberOptions options) {
    this.name = name;
    this.sink = sink instanceof RowSink keeper ? keeper : new MemoryRows(sink);
    this.options = options;
  }

  @Override
  String awaited() {
    return "new packet of " + name;
  }

  @Override
  boolean describe(StreamEntry described, int count) throws IOException {
    if (!described.name().equals(name)) {
      return stream == null && isNew(described, count);
    }
    if (stream == null) {
      begin(described);
      return true;
    }
    if (!described.equals(stream)) {
      throw new TransportException("the carousel's " + name + " has become another stream", null);
    }
    return false;
  }

  /**
   * Whether it is the first word of that stream. When all streams are others, ours is not there;
   * but one of them may have gone while another came, and our own word been lost: only where the
   * same are heard twice, it is certain.
   */
  private boolean isNew(StreamEntry other, int count) throws TransportException {
    boolean isNew =
        others.size() < options.limits().streams()
            && others.add(other.name())
            && othersBefore.isEmpty();
    if (others.size() < count) {
      return isNew;
    }
    if (others.equals(othersBefore)) {
      throw new TransportException(
          "the carousel has no stream '" + name + "', but " + count + " others", null);
    }
    othersBefore = Set.copyOf(others);
    others.clear();
    return isNew;
  }

  private void begin(StreamEntry described) throws IOException {
    int mostFrames = Math.min(options.limits().frames(), FrameBlocks.MAX_FRAMES);
    if (described.frames() > mostFrames || described.bytes() > options.limits().bytes()) {
      throw new TransportException(
          "the carousel's stream of "
              + described.frames()
              + " frames and "
              + described.bytes()
              + " bytes is more than the "
              + mostFrames
              + " and "
              + options.limits().bytes()
              + " that are taken",
          null);
    }
    BitSet present = (BitSet) sink.begin(described).clone();
    if (present.length() > described.frames()) {
      throw new IllegalArgumentException(
          "a stream of " + described.frames() + " frames has no frame " + (present.length() - 1));
    }
    stream = described;
    id = CarouselWire.id(described);
    coded = new CodedFrames(described, present, sink, options.limits());
    finishIfWhole(described, coded);
  }

  /** A description alone may be forged, or of a carousel that has ended: a packet has to follow. */
  @Override
  boolean startsOver(StreamEntry described) {
    if (coded != null && coded.isBegun() || !described.name().equals(name)) {
      return false;
    }
    stream = null;
    coded = null;
    others.clear();
    othersBefore = Set.of();
    return true;
  }

  @Override
  boolean accept(long from, ByteBuf in) throws IOException {
    StreamEntry current = stream;
    CodedFrames frames = coded;
    if (current == null
        || frames == null
        || from != id
        || in.readableBytes() <= CatalogWire.NUMBER_BYTES) {
      return false;
    }
    int number = in.readInt();
    byte[] content = new byte[in.readableBytes()];
    in.readBytes(content);
    boolean isNew = frames.accept(number, content);
    finishIfWhole(current, frames);
    return isNew;
  }

  private void finishIfWhole(StreamEntry current, CodedFrames frames) throws IOException {
    if (frames.isWhole()) {
      pause();
      double seconds = (System.nanoTime() - start) * 1e-9;
      result().complete(new FetchSummary(current, frames.delivered(), frames.bytes(), seconds));
    }
  }

  @Override
  public void pause() throws IOException {
    if (coded != null) {
      sink.heard(coded.counts());
      sink.pause();
    }
  }
}
