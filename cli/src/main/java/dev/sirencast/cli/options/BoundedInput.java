package dev.sirencast.cli.options;

import dev.sirencast.cli.base.InputFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A stream's file, pipe or device; one that goes on for longer than any stream is refused. */
final class BoundedInput extends FilterInputStream {
  /** Four times as much as a receiver holds for a stream. */
  private static final long MAX_BYTES = 1L << 28;

  private final Path name;
  private long bytes;

  BoundedInput(Path name) throws IOException {
    super(InputFile.open(name));
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    counted(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    int count = super.read(to, at, length);
    counted(Math.max(0, count));
    return count;
  }

  private void counted(int count) throws IOException {
    bytes += count;
    if (bytes > MAX_BYTES) {
      throw InputFile.tooLong(name, MAX_BYTES);
    }
  }
}
