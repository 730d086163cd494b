package dev.sirencast.cli.serve;

import dev.sirencast.transport.carousel.RowSink;
import dev.sirencast.transport.publish.StreamEntry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal of a fetch; integers are big-endian.
 *
 * <pre>
 *   0                  8           40           44          52           56
 *   | 89 53 43 4A 1.0* | SHA-256   | frames u32 | bytes u64 | CRC32C u32 |   the stream
 *
 *   0            4            8
 *   | number u32 | length u32 | frame | CRC32C u32 |                         any number of these
 * </pre>
 *
 * <p>A number below that of frames is a frame's, which is there once. Another is a repair row's; of
 * several of a number, the last counts. Each checksum is over what stands before it, in the header
 * or in the record.
 *
 * @param frames of the stream
 * @param frameBytes at most, of a frame
 */
record JournalLayout(int frames, int frameBytes) {
  static final int HEADER_BYTES = 56;
  static final int RECORD_OVERHEAD = 12;
  static final int CONTENT_OFFSET = 8;

  private static final long MAGIC = 0x8953434A01000000L;

  /** More repair rows a frame than any carousel has. */
  private static final int ROWS_A_FRAME = 8;

  static ByteBuffer header(StreamEntry stream) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).put(HexFormat.of().parseHex(stream.digest()));
    header.putInt(stream.frames()).putLong(stream.bytes());
    return header.putInt(crc(header.array(), 0, header.position())).flip();
  }

  /** Whether it is a whole header, of any stream. */
  static boolean isHeader(ByteBuffer found) {
    int content = HEADER_BYTES - Integer.BYTES;
    return found.limit() == HEADER_BYTES
        && found.getLong(0) == MAGIC
        && found.getInt(content) == crc(found.array(), 0, content);
  }

  /** Whether it begins as a journal does, as far as it goes. */
  static boolean isBegun(ByteBuffer found) {
    ByteBuffer magic = ByteBuffer.allocate(Long.BYTES).putLong(0, MAGIC);
    int length = Math.min(found.limit(), Long.BYTES);
    return found.slice(0, length).equals(magic.slice(0, length));
  }

  boolean isFrame(int number) {
    return number < frames;
  }

  /** How long a frame or a row may be. */
  int maxBytes(int number) {
    return isFrame(number) ? frameBytes : maxRowBytes();
  }

  int maxRowBytes() {
    return frameBytes + RowSink.MORE_BYTES;
  }

  /** Appends a record; there has to be room. */
  static void put(ByteBuffer target, int number, byte[] content) {
    int start = target.position();
    target.putInt(number).putInt(content.length).put(content);
    target.putInt(crc(target.array(), start, target.position() - start));
  }

  /** The length of the content of the whole record at a place in a window; 0 if there is none. */
  int contentAt(ByteBuffer window, int at) {
    int left = window.limit() - at - RECORD_OVERHEAD;
    if (left < 1) {
      return 0;
    }
    int number = window.getInt(at);
    int length = window.getInt(at + Integer.BYTES);
    boolean isPossible =
        number >= 0
            && number / ROWS_A_FRAME < frames
            && length >= 1
            && length <= Math.min(left, maxBytes(number));
    return isPossible
            && window.getInt(at + CONTENT_OFFSET + length)
                == crc(window.array(), at, CONTENT_OFFSET + length)
        ? length
        : 0;
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
