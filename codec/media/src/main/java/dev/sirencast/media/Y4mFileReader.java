package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads uncompressed video from YUV4MPEG2 (Y4M) files of 8 bits, as RGB or grey.
 *
 * <p>A header line, then for each frame a line that begins with FRAME, and the planes. YCbCr
 * becomes RGB by {@link LumaChroma}; a chroma sample holds for all pixels of its block. Of a file
 * that is cut off the whole frames are read.
 */
final class Y4mFileReader {
  private static final int MAX_LINE = 1024;
  private static final int PART = 1 << 16;

  private final Path file;
  private final InputStream in;

  private Y4mFileReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Reads twice: the number of frames, which the clip must know, then those of the clip. */
  static Signal read(Path file, ReadOptions options, Consumer<String> notes) throws IOException {
    long total;
    try (InputStream in = open(file)) {
      Y4mFileReader reader = new Y4mFileReader(file, in);
      total = reader.wholeFrames(reader.header(notes).frameBytes(), notes);
    }
    try (InputStream in = open(file)) {
      Y4mFileReader reader = new Y4mFileReader(file, in);
      Y4mHeader header = reader.header(note -> {});
      Clip.Span span = options.clip().select(total, header.rate().perSecond());
      for (long skipped = 0; skipped < span.first(); skipped++) {
        reader.line();
        reader.skip(header.frameBytes());
      }
      return reader.frames(header, span);
    }
  }

  /** Counts the frames that are there to their end. */
  private long wholeFrames(int bytes, Consumer<String> notes) throws IOException {
    long count = 0;
    String end = null;
    for (String line = line(); line != null; line = line()) {
      if (!line.equals("FRAME") && !line.startsWith("FRAME ")) {
        end = "no FRAME where one begins";
        break;
      }
      if (!skip(bytes)) {
        end = "cut off inside a frame";
        break;
      }
      count++;
    }
    if (count == 0) {
      throw new SignalFormatException(
          file + (end == null ? ": a Y4M file without a frame" : ": a damaged Y4M file: " + end));
    }
    if (end != null) {
      String frames = count == 1 ? " whole frame before is read" : " whole frames before are read";
      notes.accept(file + ": " + end + "; the " + count + frames);
    }
    return count;
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private Signal frames(Y4mHeader header, Clip.Span span) throws IOException {
    int pixels = header.width() * header.height();
    int components = header.components();
    if (span.count() * pixels * components > CoordinateGrid.MAX_POINTS) {
      throw new SignalFormatException(
          file
              + ": "
              + span.count()
              + " frames of "
              + header.width()
              + "x"
              + header.height()
              + " are more than this program reads at once; read a clip of them");
    }
    return MemoryNeed.ofSignal(
            String.format(
                "to read %d frames of %dx%d", span.count(), header.width(), header.height()),
            span.count() * pixels * components,
            "a clip of them")
        .during(() -> samples(header, span));
  }

  private Signal samples(Y4mHeader header, Clip.Span span) throws IOException {
    int components = header.components();
    int pixels = header.width() * header.height();
    float[] samples = new float[(int) span.count() * pixels * components];
    for (int frame = 0; frame < span.count(); frame++) {
      line();
      byte[] planes = in.readNBytes(header.frameBytes());
      if (planes.length < header.frameBytes()) { // somebody else is writing the file
        throw new SignalFormatException(file + ": became shorter while it was read");
      }
      convert(header, planes, samples, frame * pixels * components);
    }
    return Signal.of(
        new VideoFormat(header.rate(), span.first(), header.coding()),
        CoordinateGrid.of(header.width(), header.height(), (int) span.count()),
        components,
        samples);
  }

  private static void convert(Y4mHeader header, byte[] planes, float[] samples, int offset) {
    LumaChroma color = LumaChroma.of(header.coding());
    int pixels = header.width() * header.height();
    int columns = header.coding().chroma().columns();
    int lines = header.coding().chroma().lines();
    int chroma = header.chromaWidth() * header.chromaHeight();
    int next = offset;
    for (int i = 0; i < pixels; i++) {
      int luma = planes[i] & 0xFF;
      if (header.isGrey()) {
        samples[next++] = color.grey(luma) / 255f;
        continue;
      }
      int line = i / header.width() / lines;
      int at = pixels + line * header.chromaWidth() + i % header.width() / columns;
      int cb = planes[at] & 0xFF;
      int cr = planes[at + chroma] & 0xFF;
      samples[next++] = color.red(luma, cr) / 255f;
      samples[next++] = color.green(luma, cb, cr) / 255f;
      samples[next++] = color.blue(luma, cb) / 255f;
    }
  }

  private Y4mHeader header(Consumer<String> notes) throws IOException {
    String line = line();
    if (line == null) {
      throw new SignalFormatException(file + ": a damaged Y4M file: it ends in its header");
    }
    return Y4mHeader.parse(file, line, notes);
  }

  /** Reads a line, as far as it goes; null at the end of the file. */
  private @Nullable String line() throws IOException {
    byte[] line = new byte[MAX_LINE];
    for (int length = 0; length < MAX_LINE; length++) {
      int next = in.read();
      if (next == '\n' || next < 0 && length > 0) {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
      if (next < 0) {
        return null;
      }
      line[length] = (byte) next;
    }
    throw new SignalFormatException(
        file + ": a damaged Y4M file: a line of more than " + MAX_LINE + " bytes");
  }

  /** Skips by reading: a file's stream skips past its end and does not say so. */
  private boolean skip(int count) throws IOException {
    byte[] part = new byte[Math.min(count, PART)];
    for (int left = count; left > 0; left -= part.length) {
      int wanted = Math.min(left, part.length);
      if (in.readNBytes(part, 0, wanted) < wanted) {
        return false;
      }
    }
    return true;
  }
}
