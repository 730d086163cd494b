package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream's frames in memory, as the records that go to the wire: what all receivers are sent are
 * views of the same bytes, none is copied for any of them. Immutable and thread-safe.
 *
 * <p>The memory is outside the heap and the garbage collector's to free, once the last receiver has
 * let go of it.
 */
public final class PublishedStream {
  private static final int INDEX_BYTES = 4;

  private final StreamEntry entry;
  private final ByteBuffer records;
  private final int[] starts;
  private final int longestFrame;

  private PublishedStream(StreamEntry entry, ByteBuffer records, int[] starts) {
    this.entry = entry;
    this.records = records;
    this.starts = starts;
    this.longestFrame = IntStream.range(0, entry.frames()).map(this::frameBytes).max().orElse(0);
  }

  /** What frames will take in memory, in bytes. */
  static long cost(List<byte[]> frames) {
    long cost = INDEX_BYTES;
    for (byte[] frame : frames) {
      cost += frame.length + CatalogWire.FRAME_OVERHEAD + INDEX_BYTES;
    }
    return cost;
  }

  /**
   * Copies the frames.
   *
   * @param frames one or more, each of one byte or more
   */
  static PublishedStream of(String name, List<byte[]> frames) {
    int[] starts = new int[frames.size() + 1];
    for (int i = 0; i < frames.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], frames.get(i).length + CatalogWire.FRAME_OVERHEAD);
    }
    ByteBuffer records = ByteBuffer.allocateDirect(starts[frames.size()]);
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      records.put((byte) CatalogWire.FRAME).putInt(CatalogWire.NUMBER_BYTES + frame.length);
      records.putInt(i).put(frame);
    }
    records.flip();
    return new PublishedStream(StreamEntry.of(name, frames), records, starts);
  }

  /** What the catalog says of it. */
  public StreamEntry entry() {
    return entry;
  }

  long cost() {
    return records.capacity() + (long) INDEX_BYTES * starts.length;
  }

  /** Where the record of a frame begins, or with the number of frames where the last one ends. */
  int start(int frame) {
    return starts[frame];
  }

  /** The bytes of a frame, by its number. */
  public int frameBytes(int frame) {
    return starts[frame + 1] - starts[frame] - CatalogWire.FRAME_OVERHEAD;
  }

  /** The bytes of the longest frame. */
  public int longestFrame() {
    return longestFrame;
  }

  /** Writes the number of a frame and the frame, as a record's body has them. */
  public void writeBody(ByteBuf out, int frame) {
    int body = starts[frame] + CatalogWire.HEADER_BYTES;
    out.writeBytes(records.slice(body, starts[frame + 1] - body));
  }

  /** A copy of a frame, by its number. */
  public byte[] frame(int frame) {
    byte[] copy = new byte[frameBytes(frame)];
    records.get(starts[frame] + CatalogWire.FRAME_OVERHEAD, copy);
    return copy;
  }

  /** A part of the records, which costs no memory. */
  ByteBuf view(int from, int to) {
    return Unpooled.wrappedBuffer(records.slice(from, to - from));
  }
}
