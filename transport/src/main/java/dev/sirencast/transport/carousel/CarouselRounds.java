package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.Catalog;
import dev.sirencast.transport.publish.CatalogWire;
import dev.sirencast.transport.publish.PublishedStream;
import dev.sirencast.transport.publish.StreamName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a carousel, without an end: stream after stream, and between their frames what
 * there is, so that who joins need not wait for the next round to know it. A round sends as much of
 * a stream as it has frames: first these, then repair rows of them that were not sent before. For
 * one thread; counts may be read by others.
 *
 * <p>Streams with a frame that is too long for a datagram are left out.
 */
public final class CarouselRounds {
  /** How many frames stand between two descriptions. */
  private static final int FRAMES_PER_DESCRIPTION = 16;

  private final Catalog catalog;
  private final boolean coded;
  private final Map<PublishedStream, StreamRows> rows = new HashMap<>();
  private Iterator<PublishedStream> streams = Collections.emptyIterator();
  private Iterator<PublishedStream> described = Collections.emptyIterator();
  private @Nullable PublishedStream stream;
  private int left;
  private int sinceDescription;
  private volatile long rounds;
  private volatile long frames;
  private volatile long repairs;

  /**
   * Rounds of all streams of a catalog, as it is when each begins.
   *
   * @param coded whether rounds after the first bring repair rows, and not the same frames again
   */
  public CarouselRounds(Catalog catalog, boolean coded) {
    this.catalog = catalog;
    this.coded = coded;
  }

  /** How many times all streams have been sent. */
  public long rounds() {
    return rounds;
  }

  /** How many frames have been sent. */
  long frames() {
    return frames;
  }

  /** How many repair rows have been sent. */
  long repairs() {
    return repairs;
  }

  /** Returns the next datagram, or null if there is nothing to send now. */
  public @Nullable ByteBuf next() {
    PublishedStream current = stream;
    if (current == null || left == 0) {
      current = nextStream();
      stream = current;
      left = current == null ? 0 : current.entry().frames();
      sinceDescription = 0;
      return current == null ? null : describe(current);
    }
    if (sinceDescription == FRAMES_PER_DESCRIPTION) {
      sinceDescription = 0;
      return describe(nextDescribed(current));
    }
    sinceDescription++;
    left--;
    StreamRows sent = rows.computeIfAbsent(current, one -> new StreamRows(one, coded));
    if (sent.isRepairNext()) {
      repairs++;
    } else {
      frames++;
    }
    return sent.next();
  }

  private @Nullable PublishedStream nextStream() {
    if (!streams.hasNext()) {
      rounds += stream == null ? 0 : 1;
      List<PublishedStream> carried = carried();
      rows.keySet().retainAll(Set.copyOf(carried));
      streams = carried.iterator();
    }
    return streams.hasNext() ? streams.next() : null;
  }

  private PublishedStream nextDescribed(PublishedStream otherwise) {
    if (!described.hasNext()) {
      described = carried().iterator();
    }
    return described.hasNext() ? described.next() : otherwise;
  }

  private List<PublishedStream> carried() {
    return catalog.streams().stream().filter(CarouselRounds::fits).toList();
  }

  private static boolean fits(PublishedStream stream) {
    return stream.longestFrame() <= CarouselWire.MAX_FRAME_BYTES
        && stream.entry().frames() <= FrameBlocks.MAX_FRAMES;
  }

  private ByteBuf describe(PublishedStream what) {
    ByteBuf out = Unpooled.buffer(CarouselWire.STREAM_BYTES + StreamName.MAX_BYTES);
    int count = (int) catalog.streams().stream().filter(CarouselRounds::fits).count();
    CarouselWire.writeHeader(out, CarouselWire.STREAM).writeInt(count);
    CatalogWire.writeEntryBody(out, what.entry());
    return CarouselWire.seal(out);
  }
}
