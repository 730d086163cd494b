package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The frames of a stream that a receiver does not have, as views of the stream's memory. */
final class FetchAnswer implements Answer {
  /** How much is handed to the socket at a time. */
  static final int CHUNK_BYTES = 1 << 16;

  private final PublishedStream stream;
  private final BitSet present;
  private final PublisherCounts counts;

  /** Who asks for the first frame alone looks what the stream is: that is no fetch. */
  private final boolean glance;

  private int position;
  private int end;
  private int nextFrame;
  private int frames;
  private boolean over;

  FetchAnswer(PublishedStream stream, BitSet present, PublisherCounts counts) {
    this.stream = stream;
    this.present = present;
    this.counts = counts;
    this.glance =
        !present.get(0)
            && present.get(0, stream.entry().frames()).cardinality() == stream.entry().frames() - 1
            && stream.entry().frames() > 1;
    if (!glance) {
      counts.fetches.increment();
    }
  }

  @Override
  public @Nullable ByteBuf next(ByteBufAllocator memory) {
    if (over) {
      return null;
    }
    if (position == end && !findRun()) {
      over = true;
      ByteBuf done = memory.buffer(CatalogWire.HEADER_BYTES + CatalogWire.COUNT_BYTES);
      CatalogWire.writeCount(done, CatalogWire.DONE, frames);
      return done;
    }
    int from = position;
    position = Math.min(end, from + CHUNK_BYTES);
    return stream.view(from, position);
  }

  /** Looks for the next frames that are missing in a row. */
  private boolean findRun() {
    int first = present.nextClearBit(nextFrame);
    if (first >= stream.entry().frames()) {
      return false;
    }
    int after = present.nextSetBit(first);
    nextFrame = after < 0 ? stream.entry().frames() : after;
    frames += nextFrame - first;
    position = stream.start(first);
    end = stream.start(nextFrame);
    return true;
  }

  @Override
  public void sent() {
    if (!glance) {
      counts.completed.increment();
      counts.frames.add(frames);
    }
  }
}
