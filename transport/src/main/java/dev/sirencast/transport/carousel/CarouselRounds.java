package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.Catalog;
import dev.sirencast.transport.publish.CatalogWire;
import dev.sirencast.transport.publish.PublishedStream;
import dev.sirencast.transport.publish.StreamName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a carousel, without an end: stream after stream, and between their frames what
 * there is, so that who joins need not wait for the next round to know it. For one thread.
 *
 * <p>Streams with a frame that is too long for a datagram are left out.
 */
public final class CarouselRounds {
  /** How many frames stand between two descriptions. */
  private static final int FRAMES_PER_DESCRIPTION = 16;

  private final Catalog catalog;
  private Iterator<PublishedStream> streams = Collections.emptyIterator();
  private Iterator<PublishedStream> described = Collections.emptyIterator();
  private @Nullable PublishedStream stream;
  private int frame;
  private int sinceDescription;
  private long rounds;

  /** Rounds of all streams of a catalog, as it is when each begins. */
  public CarouselRounds(Catalog catalog) {
    this.catalog = catalog;
  }

  /** How many times all streams have been sent. */
  public long rounds() {
    return rounds;
  }

  /** Returns the next datagram, or null if there is nothing to send now. */
  public @Nullable ByteBuf next() {
    PublishedStream current = stream;
    if (current == null || frame == current.entry().frames()) {
      current = nextStream();
      stream = current;
      frame = 0;
      sinceDescription = 0;
      return current == null ? null : describe(current);
    }
    if (sinceDescription == FRAMES_PER_DESCRIPTION) {
      sinceDescription = 0;
      return describe(nextDescribed(current));
    }
    sinceDescription++;
    ByteBuf out =
        Unpooled.buffer(
            CarouselWire.FRAME_BYTES + current.frameBytes(frame) + CarouselWire.CRC_BYTES);
    CarouselWire.writeHeader(out, CarouselWire.FRAME).writeLong(CarouselWire.id(current.entry()));
    current.writeBody(out, frame++);
    return CarouselWire.seal(out);
  }

  private @Nullable PublishedStream nextStream() {
    if (!streams.hasNext()) {
      rounds += stream == null ? 0 : 1;
      streams = carried();
    }
    return streams.hasNext() ? streams.next() : null;
  }

  private PublishedStream nextDescribed(PublishedStream otherwise) {
    if (!described.hasNext()) {
      described = carried();
    }
    return described.hasNext() ? described.next() : otherwise;
  }

  private Iterator<PublishedStream> carried() {
    return catalog.streams().stream().filter(CarouselRounds::fits).iterator();
  }

  private static boolean fits(PublishedStream stream) {
    return stream.longestFrame() <= CarouselWire.MAX_FRAME_BYTES;
  }

  private ByteBuf describe(PublishedStream what) {
    ByteBuf out = Unpooled.buffer(CarouselWire.STREAM_BYTES + StreamName.MAX_BYTES);
    int count = (int) catalog.streams().stream().filter(CarouselRounds::fits).count();
    CarouselWire.writeHeader(out, CarouselWire.STREAM).writeInt(count);
    CatalogWire.writeEntryBody(out, what.entry());
    return CarouselWire.seal(out);
  }
}
