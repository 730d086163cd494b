package dev.sirencast.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WAV file that matter: what describes the samples, and where these lie.
 *
 * <pre>
 *   "RIFF" size(4) "WAVE"       or RF64, BW64: sizes of -1, the true ones in the chunk "ds64"
 *   id(4) size(4) content, a byte more where the size is odd; and so on
 *     "ds64"  file(8) data(8) samples(8) ...
 *     "fmt "  see {@link WavLayout}
 *     "data"  the samples
 * </pre>
 *
 * <p>All numbers are little endian. Other chunks are skipped. A data chunk's size is often wrong,
 * and is understood as far as the file goes: programs that write to a pipe, or end before their
 * time, leave a size of 0, of 2^32 - 1 or of nearly 2^31.
 *
 * @param layout how samples are held
 * @param dataAt where they begin
 * @param dataBytes how many bytes they take: as many as are there, and whole samples only
 */
record WavChunks(WavLayout layout, long dataAt, long dataBytes) {
  private static final int HEADER = 8;
  private static final long UNSIGNED = 0xFFFFFFFFL;

  /** From here on a size that the file does not have means that its writer knew none. */
  private static final long UNKNOWN = (1L << 31) - (1 << 20);

  private static final int MAX_LAYOUT = 1 << 12;

  /** Reads the chunks of a file that begins as a WAV file; {@code notes} is told what is odd. */
  static WavChunks read(Path file, FileChannel in, Consumer<String> notes) throws IOException {
    return new Scan(file, in, notes).run();
  }

  private static final class Scan {
    private final Path file;
    private final FileChannel in;
    private final Consumer<String> notes;
    private final long end;
    private @Nullable WavLayout layout;
    private long longData = -1;

    Scan(Path file, FileChannel in, Consumer<String> notes) throws IOException {
      this.file = file;
      this.in = in;
      this.notes = notes;
      this.end = in.size();
    }

    WavChunks run() throws IOException {
      long declared = bytes(4, 4).getInt() & UNSIGNED;
      long at = 12;
      while (at + HEADER <= end) {
        ByteBuffer header = bytes(at, HEADER);
        String id = id(header);
        long size = header.getInt() & UNSIGNED;
        long content = at + HEADER;
        if (id.equals("data")) {
          if (layout == null) {
            throw damaged("its samples come before their description, a chunk 'fmt '");
          }
          return data(content, size, declared);
        }
        if (size > end - content) {
          throw damaged(
              "a chunk '"
                  + printable(id)
                  + "' of "
                  + size
                  + " bytes where "
                  + (end - content)
                  + " are left");
        }
        if (id.equals("fmt ")) {
          layout = WavLayout.parse(file, bytes(content, (int) Math.min(size, MAX_LAYOUT)));
        } else if (id.equals("ds64") && size >= 16) {
          longData = bytes(content + 8, 8).getLong();
        }
        at = next(content + size, size);
      }
      throw damaged(layout == null ? "no chunk 'fmt '" : "no chunk 'data'");
    }

    /** Where the next chunk begins: some writers leave out the byte that fills an odd one. */
    private long next(long at, long size) throws IOException {
      if (size % 2 == 0 || at + 5 > end) {
        return at + size % 2;
      }
      boolean isFilled = isName(bytes(at + 1, 4));
      return isFilled || !isName(bytes(at, 4)) ? at + 1 : at;
    }

    private WavChunks data(long at, long size, long riff) throws IOException {
      long there = end - at;
      long wanted = size == UNSIGNED && longData >= 0 ? longData : size;
      boolean isEmpty = wanted == 0 && (there == 0 || riff + HEADER == end && there >= HEADER);
      boolean unknown =
          wanted == 0 && !isEmpty || wanted > there && (size >= UNKNOWN && longData <= 0);
      long used = unknown ? there : Math.min(wanted, there);
      used -= used % layout.block();
      if (used == 0) {
        throw new SignalFormatException(file + ": a WAV file without a sample");
      }
      if (unknown) {
        notes.accept(file + ": does not say how long its sound is; read to the end of the file");
      } else if (wanted > there) {
        notes.accept(
            file
                + ": cut off: "
                + used / layout.block()
                + " of "
                + wanted / layout.block()
                + " samples are there, and are read");
      } else if (wanted < there) {
        behind(at + wanted, wanted);
      }
      return new WavChunks(layout, at, used);
    }

    /** Walks over the chunks behind the samples; what is none of them is told of. */
    private void behind(long from, long size) throws IOException {
      long at = next(from, size);
      while (at + HEADER <= end) {
        ByteBuffer header = bytes(at, HEADER);
        if (!isName(header.duplicate())) {
          break;
        }
        header.getInt();
        long length = header.getInt() & UNSIGNED;
        if (length > end - at - HEADER) {
          break;
        }
        at = next(at + HEADER + length, length);
      }
      if (at < end) {
        notes.accept(file + ": " + (end - at) + " bytes behind the sound are left out");
      }
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (in.read(bytes, at + bytes.position()) < 0) {
          throw damaged("it ends in its header");
        }
      }
      return bytes.flip();
    }

    private SignalFormatException damaged(String how) {
      return new SignalFormatException(file + ": a damaged WAV file: " + how);
    }
  }

  private static String id(ByteBuffer header) {
    byte[] id = new byte[4];
    header.get(id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private static boolean isName(ByteBuffer bytes) {
    return id(bytes).matches("[ -~]{4}");
  }

  private static String printable(String id) {
    return id.replaceAll("[^ -~]", "?");
  }
}
