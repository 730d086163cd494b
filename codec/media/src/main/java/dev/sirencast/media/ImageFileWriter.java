package dev.sirencast.media;

import dev.sirencast.media.picture.BandedImage;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.awt.image.RenderedImage;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG, JPEG, BMP or TIFF, chosen by the file's ending. */
public final class ImageFileWriter {
  private static final Map<String, String> FORMATS =
      Map.of(
          "png", "png", "jpg", "jpg", "jpeg", "jpg", "bmp", "bmp", "tif", "tiff", "tiff", "tiff");

  /** Of the scale on which 1 is the fastest: half the usual time, for files as small. */
  private static final float PNG_QUALITY = 0.9f;

  private ImageFileWriter() {}

  /**
   * Checks that a file's ending names a format that holds so many bits a component.
   *
   * @throws IllegalArgumentException if it does not; the message says what was expected
   */
  public static void requireWritable(Path file, int bitDepth) {
    String format = format(file);
    if (bitDepth > 8 && !format.equals("png") && !format.equals("tiff")) {
      throw new IllegalArgumentException(
          file + ": a 16-bit picture is written as .png or .tiff, not as ." + format);
    }
  }

  /**
   * Writes a picture of 1 or 3 components, at 8 bits or, where the signal has more, at 16.
   *
   * <p>A sample s becomes {@code floor(s * peak + 0.5)}. The file appears whole or not at all.
   *
   * @throws IllegalArgumentException if the signal is no picture ({@link SignalWriter} writes all
   *     kinds), or the file's ending names no format, or the wrong one
   * @throws IOException if the file cannot be written
   */
  public static void write(Signal signal, Path file) throws IOException {
    if (signal.kind() != SignalKind.IMAGE) {
      throw new IllegalArgumentException(file + ": expected a picture, got " + signal.kind());
    }
    write((ImageFormat) signal.format(), signal.grid(), signal.components(), of(signal), file);
  }

  private static SampleSource of(Signal signal) {
    int components = signal.components();
    return (first, count, out) -> {
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < components; c++) {
          out[i * components + c] = signal.sample(first + i, c);
        }
      }
    };
  }

  /**
   * Writes a picture whose samples are made when their rows are written, in bounded memory however
   * large the picture is (a few MiB, and what the source needs for a quarter of a million points);
   * but that JPEG's writer wants all pixels at once, a byte for each of their components.
   *
   * @param components 1 or 3
   * @throws IllegalArgumentException if there is no such picture, or the file's ending names no
   *     format, or the wrong one
   * @throws IOException if the file cannot be written
   * @throws InsufficientMemoryException if the pixels of a JPEG file do not fit into memory
   */
  public static void write(
      ImageFormat picture, CoordinateGrid grid, int components, SampleSource source, Path file)
      throws IOException {
    picture.requireShape(grid, components);
    requireWritable(file, picture.bitDepth());
    String format = format(file);
    BandedImage image = new BandedImage(grid, components, picture.bitDepth(), source);
    FileReplacement.write(
        file,
        out -> {
          Iterator<ImageWriter> writers =
              ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format);
          if (!writers.hasNext()) {
            throw new IOException(file + ": no writer for " + format + " pictures of this kind");
          }
          if (format.equals("jpg")) {
            writeWhole(image, writers.next(), out);
          } else {
            write(image, format, writers.next(), out);
          }
        });
  }

  private static void writeWhole(RenderedImage image, ImageWriter writer, OutputStream out)
      throws IOException {
    int width = image.getWidth();
    int height = image.getHeight();
    new MemoryNeed(
            "to write a picture of " + width + "x" + height + " as .jpg",
            (long) width * height * image.getColorModel().getNumComponents(),
            ".png, which is written in parts,")
        .during(
            () -> {
              write(image, "jpg", writer, out);
              return image;
            });
  }

  private static void write(
      RenderedImage image, String format, ImageWriter writer, OutputStream out) throws IOException {
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (format.equals("png")) {
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(PNG_QUALITY);
    }
    try (ImageOutputStream stream = stream(format, out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }

  /**
   * PNG is written piece by piece, JPEG is small: they need no file of their own to seek in, which
   * would take space among the temporary files.
   */
  private static ImageOutputStream stream(String format, OutputStream out) throws IOException {
    return format.equals("png") || format.equals("jpg")
        ? new MemoryCacheImageOutputStream(out)
        : ImageIO.createImageOutputStream(new Silent(out));
  }

  /**
   * Keeps failures to itself; {@link FileReplacement} knows of them. What ImageIO could not close
   * it closes again when the process ends, and prints the stack of what comes of that.
   */
  private static final class Silent extends FilterOutputStream {
    private boolean failed;

    Silent(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        if (!failed) {
          out.write(bytes, from, length);
        }
      } catch (IOException e) {
        failed = true;
      }
    }

    @Override
    public void flush() {
      // The owner of the file does.
    }
  }

  private static String format(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String format = FORMATS.get(ending);
    if (format == null) {
      throw new IllegalArgumentException(
          file + ": a picture's name ends in .png, .jpg, .bmp or .tiff");
    }
    return format;
  }
}
