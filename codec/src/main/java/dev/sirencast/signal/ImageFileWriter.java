package dev.sirencast.signal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes pictures as PNG, JPEG, BMP or TIFF, chosen by the file's ending. */
public final class ImageFileWriter {
  private static final Map<String, String> FORMATS =
      Map.of(
          "png", "png", "jpg", "jpg", "jpeg", "jpg", "bmp", "bmp", "tif", "tiff", "tiff", "tiff");

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
    signal.format().requireShape(signal.grid(), signal.components());
    requireWritable(file, signal.bitDepth());
    String format = format(file);
    BufferedImage image = toImage(signal);
    FileReplacement.write(
        file,
        out -> {
          if (!ImageIO.write(image, format, out)) {
            throw new IOException(file + ": no writer for " + format + " pictures of this kind");
          }
        });
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

  private static BufferedImage toImage(Signal signal) {
    int width = signal.grid().size(0);
    int height = signal.grid().size(1);
    int components = signal.components();
    WritableRaster raster;
    BufferedImage image;
    if (signal.bitDepth() <= 8) {
      int type = components == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
      image = new BufferedImage(width, height, type);
      raster = image.getRaster();
    } else {
      ColorModel model = sixteenBits(components);
      raster = model.createCompatibleWritableRaster(width, height);
      image = new BufferedImage(model, raster, false, null);
    }
    float peak = signal.bitDepth() <= 8 ? 255 : 65535;
    int[] row = new int[width * components];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < components; c++) {
          row[x * components + c] = (int) Math.floor(signal.sample(y * width + x, c) * peak + 0.5f);
        }
      }
      raster.setPixels(0, y, width, 1, row);
    }
    return image;
  }

  private static ColorModel sixteenBits(int components) {
    int space = components == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    return new ComponentColorModel(
        ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
  }
}
