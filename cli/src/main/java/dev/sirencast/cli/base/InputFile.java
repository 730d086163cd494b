package dev.sirencast.cli.base;

import dev.sirencast.media.FileKind;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An input that need be no file: standard input, a pipe, a device.
 *
 * <p>Readers jump about in files, so that what comes from elsewhere is first written to a temporary
 * one, up to a limit: a device may never end.
 */
public final class InputFile {
  /** The most bytes that are taken of what has no size of its own. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int PART = 1 << 16;

  private InputFile() {}

  /** What reads a file. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads it; errors name the file. */
    T read(Path file) throws IOException;
  }

  /**
   * Reads a file, or what comes of a pipe as if it were one; errors name what the user named.
   *
   * @throws FileChangedException if somebody wrote into the file meanwhile, or replaced it
   */
  public static <T> T read(Path name, Reader<T> reader) throws IOException {
    if (!StandardData.isInput(name)
        && (!Files.exists(name) || Files.isRegularFile(name) || Files.isDirectory(name))) {
      return unchanged(name, reader);
    }
    Path copy = Files.createTempFile("sirencast-", ".input");
    try {
      try (InputStream in = open(name);
          OutputStream out = Files.newOutputStream(copy)) {
        spool(name, in, out);
      }
      return reader.read(copy);
    } catch (IOException e) {
      String message = e.getMessage();
      if (message == null || !message.contains(copy.toString())) {
        throw e;
      }
      throw new IOException(message.replace(copy.toString(), name.toString()), e);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /**
   * Reads a file that has to be the same before and behind: a mixture of two states may look whole.
   * Of pipes and devices nothing is known, and what they bring is read as it comes.
   *
   * @throws FileChangedException if it is not, or is gone
   */
  public static <T> T unchanged(Path name, Reader<T> reader) throws IOException {
    if (StandardData.isInput(name) || !Files.isRegularFile(name)) {
      return reader.read(name);
    }
    FileStamp before = FileStamp.of(name);
    T read;
    try {
      read = reader.read(name);
    } catch (IOException e) {
      throw isStill(name, before) ? e : new FileChangedException(name, e);
    }
    if (!isStill(name, before)) {
      throw new FileChangedException(name, null);
    }
    return read;
  }

  private static boolean isStill(Path name, FileStamp before) {
    try {
      return FileStamp.of(name).equals(before);
    } catch (IOException e) {
      return false;
    }
  }

  /** Opens standard input, or a file of any sort. */
  public static InputStream open(Path name) throws IOException {
    if (StandardData.isInput(name)) {
      return StandardData.input();
    }
    // A channel's stream asks a pipe for its position, to know what is available.
    return Files.exists(name) && !Files.isRegularFile(name) && !Files.isDirectory(name)
        ? new BufferedInputStream(new FileInputStream(name.toFile()))
        : Files.newInputStream(name);
  }

  private static void spool(Path name, InputStream in, OutputStream out) throws IOException {
    byte[] head = in.readNBytes(FileKind.LOOK_BYTES);
    if (head.length == 0) {
      throw new IOException(name + ": holds nothing");
    }
    out.write(head);
    if (isHopeless(head)) {
      return; // whoever reads it says what it is
    }
    byte[] part = new byte[PART];
    long bytes = head.length;
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      bytes += count;
      if (bytes > MAX_BYTES) {
        throw tooLong(name, MAX_BYTES);
      }
      out.write(part, 0, count);
    }
  }

  /** Nothing but zeros, or known and not read. */
  private static boolean isHopeless(byte[] head) {
    int zeros = 0;
    while (zeros < head.length && head[zeros] == 0) {
      zeros++;
    }
    return zeros == head.length || FileKind.of(head).filter(kind -> !kind.isPicture()).isPresent();
  }

  /** What is said of an input that does not end. */
  public static IOException tooLong(Path name, long most) {
    return new IOException(
        String.format(
            Locale.ROOT, "%s: goes on after %,d bytes; expected at most so many", name, most));
  }
}
