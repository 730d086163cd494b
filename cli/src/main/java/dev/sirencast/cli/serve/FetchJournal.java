package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.FailureText;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.signal.Sha256;
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

/**
 * The frames of a stream that have come so far, and repair rows of a carousel, in a file of {@link
 * JournalLayout}.
 *
 * <p>It is only ever appended to. However it was cut off, and whatever stands behind the cut: all
 * records before the first that is not whole are taken, the rest is cut away. One process has it at
 * a time. For one thread.
 */
final class FetchJournal implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** How often a stream fits in rows that were thrown away: somebody may forge them. */
  private static final int MAX_FILLS = 5;

  private final Path path;
  private final FileChannel file;
  private final StreamEntry stream;
  private final JournalLayout layout;
  private final long[] places;
  private final Map<Integer, Long> rowPlaces = new HashMap<>();
  private final BitSet present = new BitSet();
  private final ByteBuffer buffer;
  private long end = JournalLayout.HEADER_BYTES;

  private FetchJournal(Path path, FileChannel file, StreamEntry stream, int maxFrameBytes) {
    this.path = path;
    this.file = file;
    this.stream = stream;
    this.layout = new JournalLayout(stream.frames(), maxFrameBytes);
    this.places = new long[stream.frames()];
    this.buffer =
        ByteBuffer.allocate(
            Math.max(BUFFER_BYTES, layout.maxRowBytes() + JournalLayout.RECORD_OVERHEAD));
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
    ByteBuffer found = ByteBuffer.allocate(JournalLayout.HEADER_BYTES);
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      readFully(file, found, 0);
    }
    found.flip();
    return JournalLayout.isHeader(found) && !found.equals(JournalLayout.header(stream));
  }

  private void recover() throws IOException {
    ByteBuffer expected = JournalLayout.header(stream);
    ByteBuffer found = ByteBuffer.allocate(JournalLayout.HEADER_BYTES);
    readFully(file, found, 0);
    found.flip();
    if (!JournalLayout.isBegun(found)) {
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

  /** Takes whole records and returns where the last one ends. */
  private long scan() throws IOException {
    long position = JournalLayout.HEADER_BYTES;
    ByteBuffer window = ByteBuffer.allocate(buffer.capacity());
    while (true) {
      window.clear();
      readFully(file, window, position);
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
    for (int length; (length = layout.contentAt(window, at)) > 0; ) {
      int number = window.getInt(at);
      if (present.get(number)) {
        break;
      }
      note(number, position + at);
      at += JournalLayout.RECORD_OVERHEAD + length;
    }
    return at;
  }

  private void note(int number, long place) {
    if (layout.isFrame(number)) {
      present.set(number);
      places[number] = place;
    } else {
      rowPlaces.put(number, place);
    }
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
    long place = layout.isFrame(number) ? places[number] : rowPlaces.get(number);
    if (place >= end) {
      flush();
    }
    ByteBuffer lengths = ByteBuffer.allocate(JournalLayout.CONTENT_OFFSET);
    readFully(file, lengths, place);
    ByteBuffer frame = ByteBuffer.allocate(lengths.getInt(Integer.BYTES));
    readFully(file, frame, place + JournalLayout.CONTENT_OFFSET);
    return frame.array();
  }

  /** Whether there is room for repair rows: they must not take more and more of the disk. */
  boolean hasRoomForRows() {
    long fill = (long) stream.frames() * (layout.maxRowBytes() + JournalLayout.RECORD_OVERHEAD);
    return end / MAX_FILLS < fill;
  }

  /** Adds a frame or a row; it is sure to be in the file after {@link #flush}. */
  void add(int number, byte[] frame) throws IOException {
    if (frame.length > layout.maxBytes(number)) {
      throw new IOException(path + ": a frame of " + frame.length + " bytes is too long");
    }
    if (buffer.remaining() < JournalLayout.RECORD_OVERHEAD + frame.length) {
      flush();
    }
    note(number, end + buffer.position());
    JournalLayout.put(buffer, number, frame);
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
