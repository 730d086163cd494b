package dev.sirencast.media;

import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a signal to a file of its own kind, chosen by the file's ending.
 *
 * <p>Pictures: PNG, JPEG, BMP, TIFF. CT slices: DICOM (.dcm), or a 16-bit grey PNG or TIFF of HU +
 * 1024 ({@link CtPicture}). Sounds: WAV. Videos: Y4M, or a picture of all frames ({@link
 * FrameStack}).
 */
public final class SignalWriter {
  private SignalWriter() {}

  /**
   * Checks that a file's ending names a format that holds such a signal.
   *
   * @throws IllegalArgumentException if it does not; the message says what was expected
   */
  public static void requireWritable(Path file, SignalFormat format) {
    String ending = ending(file);
    switch (format.kind()) {
      case IMAGE -> ImageFileWriter.requireWritable(file, format.bitDepth());
      case CT ->
          require(file, ending.matches("dcm|png|tiff?"), "a CT slice's", ".dcm, .png or .tiff");
      case AUDIO -> require(file, ending.equals("wav"), "a sound's", ".wav");
      case VIDEO ->
          require(
              file, ending.matches("y4m|png|bmp|tiff?"), "a video's", ".y4m, .png, .bmp or .tiff");
    }
  }

  private static void require(Path file, boolean fits, String whose, String endings) {
    if (!fits) {
      throw new IllegalArgumentException(file + ": " + whose + " name ends in " + endings);
    }
  }

  /**
   * Writes a signal. The file appears whole or not at all.
   *
   * @throws IllegalArgumentException if the file's ending names no format, or the wrong one
   * @throws IOException if the file cannot be written
   */
  public static void write(Signal signal, Path file) throws IOException {
    requireWritable(file, signal.format());
    signal.format().requireShape(signal.grid(), signal.components());
    switch (ending(file)) {
      case "dcm" -> DicomFileWriter.write(signal, file);
      case "wav" -> WavFileWriter.write(signal, file);
      case "y4m" -> Y4mFileWriter.write(signal, file);
      default -> ImageFileWriter.write(picture(signal), file);
    }
  }

  private static Signal picture(Signal signal) {
    return switch (signal.kind()) {
      case CT -> CtPicture.of(signal);
      case VIDEO -> FrameStack.stack(signal);
      case IMAGE, AUDIO -> signal;
    };
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
