package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures: PNG, JPEG, BMP and TIFF, 8 or 16 bits, grey or RGB.
 *
 * <p>Samples come from the raster: {@code getRGB} would convert grey values through a colour space
 * and change them. An alpha component is dropped; palettes are expanded to RGB.
 */
final class ImageFileReader {
  private static final String EXPECTED =
      "expected a picture (PNG, JPEG, BMP or TIFF; grey or RGB; 8 or 16 bits)";

  private ImageFileReader() {}

  static Signal read(Path file) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      if (input == null) {
        throw new IOException(file + ": cannot be read");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new SignalFormatException(
            file + ": not a picture, DICOM, WAV or Y4M file; " + EXPECTED);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        requireSize(file, reader.getWidth(0), reader.getHeight(0));
        return toSignal(file, reader.read(0));
      } catch (IOException | RuntimeException e) {
        // The JDK's readers throw unchecked exceptions of many kinds on damaged files.
        if (e instanceof SignalFormatException) {
          throw e;
        }
        SignalFormatException damaged =
            new SignalFormatException(
                file + ": a damaged picture (" + oneLine(e) + "); " + EXPECTED);
        damaged.initCause(e);
        throw damaged;
      } finally {
        reader.dispose();
      }
    }
  }

  private static void requireSize(Path file, int width, int height) throws IOException {
    if ((long) width * height > CoordinateGrid.MAX_POINTS / 4) {
      throw new SignalFormatException(
          file + ": " + width + "x" + height + " pixels are more than this program reads");
    }
  }

  private static Signal toSignal(Path file, BufferedImage image) throws IOException {
    BufferedImage direct =
        image.getColorModel() instanceof IndexColorModel palette
            ? palette.convertToIntDiscrete(image.getRaster(), false)
            : image;
    ColorModel colors = direct.getColorModel();
    int components = colors.getNumColorComponents();
    int bits = colors.getComponentSize(0);
    if ((components != 1 && components != 3) || bits > 16) {
      throw new SignalFormatException(
          file + ": " + components + " components of " + bits + " bits; " + EXPECTED);
    }
    return Signal.of(
        new ImageFormat(bits > 8 ? 16 : 8),
        CoordinateGrid.of(direct.getWidth(), direct.getHeight()),
        components,
        samples(direct.getRaster(), colors, components));
  }

  private static float[] samples(Raster raster, ColorModel colors, int components) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    float[] samples = new float[width * raster.getHeight() * components];
    int[] row = null;
    int next = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < components; c++) {
          int peak = (1 << colors.getComponentSize(c)) - 1;
          samples[next++] = (float) row[x * bands + c] / peak;
        }
      }
    }
    return samples;
  }

  private static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replaceAll("\\s+", " ").trim();
  }
}
