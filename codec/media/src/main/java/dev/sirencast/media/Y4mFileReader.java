package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads uncompressed video from YUV4MPEG2 (Y4M) files of 8 bits, as RGB.
 *
 * <p>A header line, then for each frame a line that begins with FRAME, and the planes. YCbCr
 * becomes RGB by {@link Bt601}; a chroma sample holds for all pixels of its block.
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
  static Signal read(Path file, ReadOptions options) throws IOException {
    long total;
    try (InputStream in = open(file)) {
      Y4mFileReader reader = new Y4mFileReader(file, in);
      Y4mHeader header = reader.header();
      for (total = 0; reader.beginsFrame(); total++) {
        reader.skip(header.frameBytes());
      }
    }
    if (total == 0) {
      throw new SignalFormatException(file + ": a Y4M file without a frame");
    }
    try (InputStream in = open(file)) {
      Y4mFileReader reader = new Y4mFileReader(file, in);
      Y4mHeader header = reader.header();
      Clip.Span span = options.clip().select(total, header.rate().perSecond());
      for (long skipped = 0; skipped < span.first() && reader.beginsFrame(); skipped++) {
        reader.skip(header.frameBytes());
      }
      return reader.frames(header, span);
    }
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
    float[] samples = new float[(int) span.count() * pixels * components];
    for (int frame = 0; frame < span.count(); frame++) {
      beginsFrame();
      byte[] planes = in.readNBytes(header.frameBytes());
      if (planes.length < header.frameBytes()) { // somebody else is writing the file
        throw truncated();
      }
      convert(header, planes, samples, frame * pixels * components);
    }
    return Signal.of(
        new VideoFormat(header.rate(), span.first()),
        CoordinateGrid.of(header.width(), header.height(), (int) span.count()),
        components,
        samples);
  }

  private static void convert(Y4mHeader header, byte[] planes, float[] samples, int offset) {
    int pixels = header.width() * header.height();
    int chroma = header.chromaWidth() * header.chromaHeight();
    int next = offset;
    for (int i = 0; i < pixels; i++) {
      int luma = planes[i] & 0xFF;
      if (chroma == 0) {
        samples[next++] = Bt601.grey(luma) / 255f;
        continue;
      }
      int x = i % header.width() * header.chromaWidth() / header.width();
      int y = i / header.width() * header.chromaHeight() / header.height();
      int cb = planes[pixels + y * header.chromaWidth() + x] & 0xFF;
      int cr = planes[pixels + chroma + y * header.chromaWidth() + x] & 0xFF;
      samples[next++] = Bt601.red(luma, cr) / 255f;
      samples[next++] = Bt601.green(luma, cb, cr) / 255f;
      samples[next++] = Bt601.blue(luma, cb) / 255f;
    }
  }

  private Y4mHeader header() throws IOException {
    return Y4mHeader.parse(file, line());
  }

  /** Reads a frame's line; false at the end of the file. */
  private boolean beginsFrame() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    String line = line();
    if (!line.equals("FRAME") && !line.startsWith("FRAME ")) {
      throw new SignalFormatException(file + ": a damaged Y4M file: no FRAME where one begins");
    }
    return true;
  }

  private String line() throws IOException {
    byte[] line = new byte[MAX_LINE];
    for (int length = 0; length < MAX_LINE; length++) {
      int next = in.read();
      if (next < 0) {
        throw truncated();
      }
      if (next == '\n') {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
      line[length] = (byte) next;
    }
    throw new SignalFormatException(
        file + ": a damaged Y4M file: a line of more than " + MAX_LINE + " bytes");
  }

  /** Skips by reading: a file's stream skips past its end and does not say so. */
  private void skip(int count) throws IOException {
    byte[] part = new byte[Math.min(count, PART)];
    for (int left = count; left > 0; left -= part.length) {
      int wanted = Math.min(left, part.length);
      if (in.readNBytes(part, 0, wanted) < wanted) {
        throw truncated();
      }
    }
  }

  private SignalFormatException truncated() {
    return new SignalFormatException(file + ": a damaged Y4M file: it ends inside a frame or line");
  }
}
