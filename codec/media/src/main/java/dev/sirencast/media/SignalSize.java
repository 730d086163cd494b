package dev.sirencast.media;

import dev.sirencast.media.picture.EndedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** How large a signal is, told by the beginning of its file. */
public final class SignalSize {
  /** A picture has three components at most. */
  private static final int COMPONENTS = 3;

  private SignalSize() {}

  /**
   * Estimates a signal's values, its samples times their components: of pictures from width and
   * height, of all else, which is not compressed, as many as the file has bytes. What is damaged
   * has as many too: whoever reads it says so.
   *
   * @throws IOException if the file cannot be read
   */
  public static long values(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(FileKind.LOOK_BYTES);
    }
    long bytes = Files.size(file);
    return FileKind.of(head).filter(FileKind::isPicture).isPresent()
        ? ofPicture(file, bytes)
        : bytes;
  }

  private static long ofPicture(Path file, long otherwise) {
    try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
      if (bytes == null) {
        return otherwise;
      }
      EndedInput input = new EndedInput(bytes);
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return otherwise;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return (long) COMPONENTS * reader.getWidth(0) * reader.getHeight(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return otherwise; // the JDK's readers throw unchecked exceptions on damaged files
    }
  }
}
