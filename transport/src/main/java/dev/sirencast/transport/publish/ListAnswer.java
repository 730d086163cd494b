package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The streams of a catalog. */
final class ListAnswer implements Answer {
  private static final int CHUNK_BYTES = 1 << 14;
  private static final int MAX_ENTRY_BYTES =
      CatalogWire.HEADER_BYTES + CatalogWire.ENTRY_BYTES + StreamName.MAX_BYTES;

  private final Iterator<PublishedStream> streams;
  private int count;
  private boolean over;

  ListAnswer(Catalog catalog) {
    this.streams = catalog.streams().iterator();
  }

  @Override
  public @Nullable ByteBuf next(ByteBufAllocator memory) {
    if (over) {
      return null;
    }
    ByteBuf chunk = memory.buffer(CHUNK_BYTES);
    while (streams.hasNext() && chunk.readableBytes() <= CHUNK_BYTES - MAX_ENTRY_BYTES) {
      CatalogWire.writeEntry(chunk, CatalogWire.ENTRY, streams.next().entry());
      count++;
    }
    if (!streams.hasNext()) {
      CatalogWire.writeCount(chunk, CatalogWire.LISTED, count);
      over = true;
    }
    return chunk;
  }
}
