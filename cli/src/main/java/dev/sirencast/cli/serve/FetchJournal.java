package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.FailureText;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.signal.Sha256;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The frames of a stream that have come so far, in a file; integers are big-endian.
 *
 * <pre>
 *   0                  8           40           44          52           56
 *   | 89 53 43 4A 1.0* | SHA-256   | frames u32 | bytes u64 | CRC32C u32 |   the stream
 *
 *   0            4            8
 *   | number u32 | length u32 | frame | CRC32C u32 |                         any number of these
 * </pre>
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

  private final Path path;
  private final FileChannel file;
  private final StreamEntry stream;
  private final int maxFrameBytes;
  private final long[] places;
  private final BitSet present = new BitSet();
  private final ByteBuffer buffer;
  private long end = HEADER_BYTES;

  private FetchJournal(Path path, FileChannel file, StreamEntry stream, int maxFrameBytes) {
    this.path = path;
    this.file = file;
    this.stream = stream;
    this.maxFrameBytes = maxFrameBytes;
    this.places = new long[stream.frames()];
    this.buffer = ByteBuffer.allocate(Math.max(BUFFER_BYTES, maxFrameBytes + RECORD_OVERHEAD));
  }

  /**
   * Opens a stream's journal, or begins one; one of another stream is begun anew. A link is never
   * followed: whoever may write into the directory could lead it anywhere.
   *
   * @throws IOException if it cannot be read or written, is something else, belongs to somebody
   *     else, or another process has it
   */
  static FetchJournal open(Path path, StreamEntry stream, int maxFrameBytes) throws IOException {
    requireOurs(path);
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      lock(path, file);
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

  private static void requireOurs(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw inTheWay(path, "it is a link or no regular file");
    }
    String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    Optional<String> user = ProcessHandle.current().info().user();
    if (user.isPresent() && !user.get().equals(owner)) {
      throw inTheWay(path, "it belongs to " + owner);
    }
  }

  private static IOException inTheWay(Path path, String why) {
    return new IOException(path + ": is in the way, " + why + "; move it or choose another -o");
  }

  private static void lock(Path path, FileChannel file) throws IOException {
    boolean locked;
    try {
      locked = file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new IOException(path + ": another fetch is writing it");
    }
  }

  private void recover() throws IOException {
    ByteBuffer expected = header(stream);
    ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
    readFully(found, 0);
    found.flip();
    int magic = Math.min(found.limit(), Long.BYTES);
    if (!found.slice(0, magic).equals(expected.slice(0, magic))) {
      throw inTheWay(path, "it is no journal of a fetch");
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
      if (number < 0 || number >= stream.frames() || present.get(number)) {
        break;
      }
      if (length < 1 || length > maxFrameBytes || length > window.limit() - at - RECORD_OVERHEAD) {
        break;
      }
      if (window.getInt(at + FRAME_OFFSET + length)
          != crc(window.array(), at, FRAME_OFFSET + length)) {
        break;
      }
      present.set(number);
      places[number] = position + at;
      at += RECORD_OVERHEAD + length;
    }
    return at;
  }

  /** The numbers of the frames that are there. */
  BitSet present() {
    return (BitSet) present.clone();
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

  /** Adds a frame; it is sure to be in the file after {@link #flush}. */
  void add(int number, byte[] frame) throws IOException {
    if (frame.length > maxFrameBytes) {
      throw new IOException(path + ": a frame of " + frame.length + " bytes is too long");
    }
    if (buffer.remaining() < RECORD_OVERHEAD + frame.length) {
      flush();
    }
    int start = buffer.position();
    buffer.putInt(number).putInt(frame.length).put(frame);
    buffer.putInt(crc(buffer.array(), start, buffer.position() - start));
    places[number] = end + start;
    present.set(number);
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
          ByteBuffer lengths = ByteBuffer.allocate(FRAME_OFFSET);
          for (int i = 0; i < stream.frames(); i++) {
            lengths.clear();
            readFully(lengths, places[i]);
            ByteBuffer frame = ByteBuffer.allocate(lengths.getInt(4));
            readFully(frame, places[i] + FRAME_OFFSET);
            digest.update(frame.array());
            check.accept(frame.array());
            out.write(frame.array());
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
