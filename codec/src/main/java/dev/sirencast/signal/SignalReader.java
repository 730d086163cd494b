package dev.sirencast.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a signal from a file, whatever its kind.
 *
 * <p>Every format has a reader of its own; this is where the next one is asked. Pictures (PNG,
 * JPEG, BMP, TIFF) are the formats read so far.
 */
public final class SignalReader {
  private SignalReader() {}

  /**
   * Reads the signal in {@code file}.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws SignalFormatException if it is not a file, or holds nothing this program reads
   */
  public static Signal read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new SignalFormatException(file + ": not a regular file");
    }
    return ImageFileReader.read(file);
  }
}
