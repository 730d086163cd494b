package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps frames and rows in memory until their block is whole, for a sink that cannot give them
 * back. What there is no room for is of no use to others, and comes again.
 */
final class MemoryRows implements RowSink {
  static final long MAX_BYTES = 64L << 20;

  private final FetchSink sink;
  private final Map<Integer, byte[]> held = new HashMap<>();
  private long room = MAX_BYTES;

  MemoryRows(FetchSink sink) {
    this.sink = sink;
  }

  @Override
  public BitSet begin(StreamEntry stream) throws IOException {
    held.clear();
    room = MAX_BYTES;
    return sink.begin(stream);
  }

  @Override
  public BitSet held() {
    return new BitSet();
  }

  @Override
  public void accept(int number, byte[] frame) throws IOException {
    keep(number, frame);
    sink.accept(number, frame);
  }

  @Override
  public boolean keep(int number, byte[] row) {
    boolean fits = row.length <= room;
    if (fits) {
      held.put(number, row);
      room -= row.length;
    }
    return fits;
  }

  @Override
  public byte @Nullable [] read(int number) {
    return held.get(number);
  }

  @Override
  public void discard(int number) {
    byte[] row = held.remove(number);
    room += row == null ? 0 : row.length;
  }

  @Override
  public void pause() throws IOException {
    sink.pause();
  }
}
