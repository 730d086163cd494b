package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.FailureText;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.signal.Sha256;
import dev.sirencast.transport.carousel.RowSink;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The frames of a stream that have come so far, and repair rows of a carousel, in a file; integers
 * are big-endian.
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
 * several of a number, the last counts. *
 *
 * <p>Each checksum is over what stands before it, in the header or in the record. It is only ever
 * appended to. However it was cut off, and whatever stands behind the cut: all records before the
 * first that is not whole are taken, the rest is cut away. One process has it at a time. For one
 * thread.
 */
final class FetchJournal implements AutoCloseable {
  private static final long MAGIC = 0x8953434A01000000L;
  private static final int HEADER_BYTES = 56;
  private static final int RECORD_OVERHEAD = 12;
  private static final int FRAME_OFFSET = 8;
  private static final int BUFFER_BYTES = 1 << 16;

  /** How often a stream fits in rows that were thrown away: somebody may forge them. */
  private static final int MAX_FILLS = 5;

  /** More repair rows a frame than any carousel has. */
  private static final int ROWS_A_FRAME = 8;

  private final Path path;
  private final FileChannel file;
  private final StreamEntry stream;
  private final int maxFrameBytes;
  private final long[] places;
  private final Map<Integer, Long> rowPlaces = new HashMap<>();
  private final BitSet present = new BitSet();
  private final ByteBuffer buffer;
  private long end = HEADER_BYTES;

  private FetchJournal(Path path, FileChannel file, StreamEntry stream, int maxFrameBytes) {
    this.path = path;
    this.file = file;
    this.stream = stream;
    this.maxFrameBytes = maxFrameBytes;
    this.places = new long[stream.frames()];
    this.buffer =
        ByteBuffer.allocate(Math.max(BUFFER_BYTES, maxBytes(stream.frames()) + RECORD_OVERHEAD));
  }

  /**
   * Opens a stream's journal, or begins one; one of another stream is begun anew.
   *
   * @throws IOException if it cannot be read or written, is something else, belongs to somebody
   *     else, or another process has it
   */
  static FetchJournal open(Path path, StreamEntry stream, int maxFrameBytes) throws IOException {
    FileChannel file = JournalFile.open(path);
    try {
      FetchJournal journal = new FetchJournal(path, file, stream, maxFrameBytes);
      journal.recover();
      return journal;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Whether a file is the journal of a stream, and not of this one. */
  static boolean isOfAnother(Path path, StreamEntry stream) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      readFully(file, found, 0);
    }
    int content = HEADER_BYTES - Integer.BYTES;
    return !found.hasRemaining()
        && found.getLong(0) == MAGIC
        && found.getInt(content) == crc(found.array(), 0, content)
        && !found.flip().equals(header(stream));
  }

  private void recover() throws IOException {
    ByteBuffer expected = header(stream);
    ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
    readFully(found, 0);
    found.flip();
    int magic = Math.min(found.limit(), Long.BYTES);
    if (!found.slice(0, magic).equals(expected.slice(0, magic))) {
      throw JournalFile.inTheWay(path, "it is no journal of a fetch");
    }
    if (found.equals(expected)) {
      end = scan();
    } else {
      file.truncate(0);
      writeFully(expected, 0);
    }
    file.truncate(end);
  }

  private static ByteBuffer header(StreamEntry stream) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).put(HexFormat.of().parseHex(stream.digest()));
    header.putInt(stream.frames()).putLong(stream.bytes());
    return header.putInt(crc(header.array(), 0, header.position())).flip();
  }

  /** Takes whole records and returns where the last one ends. */
  private long scan() throws IOException {
    long position = HEADER_BYTES;
    ByteBuffer window = ByteBuffer.allocate(buffer.capacity());
    while (true) {
      window.clear();
      readFully(window, position);
      window.flip();
      int used = takeRecords(window, position);
      if (used == 0) {
        return position;
      }
      position += used;
    }
  }

  private int takeRecords(ByteBuffer window, long position) {
    int at = 0;
    while (window.limit() - at >= RECORD_OVERHEAD) {
      int number = window.getInt(at);
      int length = window.getInt(at + 4);
      if (number < 0 || number / ROWS_A_FRAME >= stream.frames() || present.get(number)) {
        break;
      }
      if (length < 1
          || length > maxBytes(number)
          || length > window.limit() - at - RECORD_OVERHEAD) {
        break;
      }
      if (window.getInt(at + FRAME_OFFSET + length)
          != crc(window.array(), at, FRAME_OFFSET + length)) {
        break;
      }
      note(number, position + at);
      at += RECORD_OVERHEAD + length;
    }
    return at;
  }

  private void note(int number, long place) {
    if (number < stream.frames()) {
      present.set(number);
      places[number] = place;
    } else {
      rowPlaces.put(number, place);
    }
  }

  /** How long a frame or a row may be. */
  private int maxBytes(int number) {
    return number < stream.frames() ? maxFrameBytes : maxFrameBytes + RowSink.MORE_BYTES;
  }

  /** The numbers of the frames that are there. */
  BitSet present() {
    return (BitSet) present.clone();
  }

  /** The numbers of the frames and rows that are there. */
  BitSet held() {
    BitSet held = present();
    rowPlaces.keySet().forEach(held::set);
    return held;
  }

  int frames() {
    return present.cardinality();
  }

  Path path() {
    return path;
  }

  StreamEntry stream() {
    return stream;
  }

  /** A frame or a row that is there. */
  byte[] read(int number) throws IOException {
    long place = number < stream.frames() ? places[number] : rowPlaces.get(number);
    if (place >= end) {
      flush();
    }
    ByteBuffer lengths = ByteBuffer.allocate(FRAME_OFFSET);
    readFully(lengths, place);
    ByteBuffer frame = ByteBuffer.allocate(lengths.getInt(4));
    readFully(frame, place + FRAME_OFFSET);
    return frame.array();
  }

  /** Whether there is room for repair rows: they must not take more and more of the disk. */
  boolean hasRoomForRows() {
    return end / MAX_FILLS < (long) stream.frames() * (maxBytes(stream.frames()) + RECORD_OVERHEAD);
  }

  /** Adds a frame or a row; it is sure to be in the file after {@link #flush}. */
  void add(int number, byte[] frame) throws IOException {
    if (frame.length > maxBytes(number)) {
      throw new IOException(path + ": a frame of " + frame.length + " bytes is too long");
    }
    if (buffer.remaining() < RECORD_OVERHEAD + frame.length) {
      flush();
    }
    int start = buffer.position();
    buffer.putInt(number).putInt(frame.length).put(frame);
    buffer.putInt(crc(buffer.array(), start, buffer.position() - start));
    note(number, end + start);
  }

  void flush() throws IOException {
    buffer.flip();
    int length = buffer.remaining();
    writeFully(buffer, end);
    end += length;
    buffer.clear();
  }

  /**
   * Makes a file of all frames in their order, if they are what was announced, and ends the
   * journal.
   *
   * @param check looks at each before
   * @throws IOException if they are not, or the check refuses them; the journal is then removed,
   *     because it holds something wrong
   */
  void moveTo(Path target, FrameCheck check) throws IOException {
    flush();
    MessageDigest digest = Sha256.create();
    FileReplacement.write(
        target,
        out -> {
          for (int i = 0; i < stream.frames(); i++) {
            byte[] frame = read(i);
            digest.update(frame);
            check.accept(frame);
            out.write(frame);
          }
          if (!HexFormat.of().formatHex(digest.digest()).equals(stream.digest())) {
            Files.delete(path);
            throw new DiscardedStreamException(
                stream.name() + ": what came is not what was announced", null);
          }
          try {
            check.require();
          } catch (IOException e) {
            Files.delete(path);
            throw e;
          }
        });
    Files.deleteIfExists(path);
  }

  private void readFully(ByteBuffer target, long position) throws IOException {
    readFully(file, target, position);
  }

  private static void readFully(FileChannel file, ByteBuffer target, long position)
      throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = file.read(target, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  private void writeFully(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      try {
        at += file.write(source, at);
      } catch (IOException e) {
        throw new IOException(path + ": cannot be written: " + FailureText.of(e), e);
      }
    }
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    try {
      if (file.isOpen()) {
        flush();
      }
    } finally {
      file.close();
    }
  }
}
