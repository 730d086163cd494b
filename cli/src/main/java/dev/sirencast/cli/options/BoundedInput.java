package dev.sirencast.cli.options;

import dev.sirencast.cli.base.InputFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** A stream's file, pipe or device; one that goes on for longer than any stream is refused. */
final class BoundedInput extends FilterInputStream {
  /** Four times as much as a receiver holds for a stream. */
  private static final long MAX_BYTES = 1L << 28;

  /** Where a packet is looked for: what has none until here is no stream. */
  private static final long LOOK_BYTES = 1L << 20;

  private static final int PART = 1 << 16;

  private final Path name;
  private final BooleanSupplier isFruitless;
  private long bytes;

  /**
   * Opens it.
   *
   * @param isFruitless whether nothing has been found in what was read so far
   */
  BoundedInput(Path name, BooleanSupplier isFruitless) throws IOException {
    super(InputFile.open(name));
    this.name = name;
    this.isFruitless = isFruitless;
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

  /** By reading: a pipe cannot be skipped in, and what is skipped counts too. */
  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, PART)).length;
  }

  private void counted(int count) throws IOException {
    bytes += count;
    if (bytes > LOOK_BYTES && isFruitless.getAsBoolean()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: not a SirenCast stream: no packet in its first %,d bytes",
              name,
              LOOK_BYTES));
    }
    if (bytes > MAX_BYTES) {
      throw InputFile.tooLong(name, MAX_BYTES);
    }
  }
}
