package dev.sirencast.media;

import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a signal from a file, whatever its kind.
 *
 * <p>Every format has a reader of its own; the file's first bytes say which is asked, its name does
 * not. CT slices are DICOM files, sounds WAV, videos Y4M, and all else pictures (PNG, JPEG, BMP,
 * TIFF).
 */
public final class SignalReader {
  private SignalReader() {}

  /** Reads the signal in {@code file} with {@link ReadOptions#DEFAULTS}. */
  public static Signal read(Path file) throws IOException {
    return read(file, ReadOptions.DEFAULTS);
  }

  /** Reads the signal in {@code file}, and keeps what there is to say of it to itself. */
  public static Signal read(Path file, ReadOptions options) throws IOException {
    return read(file, options, note -> {});
  }

  /**
   * Reads the signal in {@code file}.
   *
   * @param notes told, in one line each that names the file, what was done to the signal, or what
   *     of the file was left out
   * @throws NoSuchFileException if there is no such file
   * @throws SignalFormatException if it is not a file, or holds nothing this program reads
   * @throws InsufficientMemoryException if its samples do not fit into memory
   * @throws IllegalArgumentException if the options' clip or number of frames does not fit the
   *     signal
   */
  public static Signal read(Path file, ReadOptions options, Consumer<String> notes)
      throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw new SignalFormatException(file + ": is a directory; expected a file of a signal");
    }
    if (!Files.isRegularFile(file)) {
      throw new SignalFormatException(file + ": not a regular file");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(FileKind.LOOK_BYTES);
    }
    if (DicomStart.isDicom(head)) {
      return DicomFileReader.read(file, options, notes);
    }
    if (stands("WAVE", head, 8) && isRiff(head)) {
      return WavFileReader.read(file, options, notes);
    }
    if (stands(Y4mHeader.MAGIC + " ", head, 0)) {
      return Y4mFileReader.read(file, options, notes);
    }
    if (head.length == 0) {
      throw new SignalFormatException(file + ": is empty");
    }
    Signal picture = ImageFileReader.read(file, FileKind.of(head), notes);
    return options.stackedFrames() == 0
        ? picture
        : FrameStack.split(picture, options.stackedFrames(), options.stackRate(), options.clip());
  }

  private static boolean isRiff(byte[] head) {
    return stands("RIFF", head, 0) || stands("RF64", head, 0) || stands("BW64", head, 0);
  }

  private static boolean stands(String magic, byte[] head, int at) {
    byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
    int end = at + expected.length;
    return end <= head.length && Arrays.equals(head, at, end, expected, 0, expected.length);
  }
}
