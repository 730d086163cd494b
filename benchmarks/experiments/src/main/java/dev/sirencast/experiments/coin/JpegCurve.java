package dev.sirencast.experiments.coin;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

/**
 * What JPEG makes of a picture at every quality, as the JDK writes it: chroma at half the
 * resolution, Huffman tables made for the picture, baseline or progressive, whichever is shorter.
 */
final class JpegCurve {
  private static final int QUALITIES = 100;
  private static final int COMPONENTS = 3;
  private static final double PEAK = 255;

  private final Signal signal;
  private final List<byte[]> files = new ArrayList<>();

  private JpegCurve(Signal signal) {
    this.signal = signal;
  }

  /**
   * A file.
   *
   * @param bytes all of it
   * @param psnr of what it decodes to, in decibels
   */
  record File(long bytes, double psnr) {}

  /**
   * Writes a picture at rising qualities until a file is longer than {@code most} bytes.
   *
   * @param signal of three components
   */
  static JpegCurve of(Signal signal, long most) throws IOException {
    JpegCurve curve = new JpegCurve(signal);
    BufferedImage image = curve.image();
    long last = 0;
    for (int quality = 1; quality <= QUALITIES && last <= most; quality++) {
      byte[] baseline = encode(image, quality, false);
      byte[] progressive = encode(image, quality, true);
      curve.files.add(progressive.length < baseline.length ? progressive : baseline);
      last = curve.files.get(curve.files.size() - 1).length;
    }
    return curve;
  }

  /** The file of the highest quality in at most {@code bytes} bytes, if there is one. */
  Optional<File> within(long bytes) {
    byte[] best = null;
    for (byte[] file : files) {
      best = file.length <= bytes ? file : best;
    }
    return best == null ? Optional.empty() : Optional.of(decoded(best));
  }

  /** The file of the lowest quality. */
  File shortest() {
    return decoded(files.get(0));
  }

  private File decoded(byte[] file) {
    BufferedImage image = read(file);
    int width = image.getWidth();
    double sum = 0;
    for (int point = 0; point < signal.grid().points(); point++) {
      int rgb = image.getRGB(point % width, point / width);
      for (int c = 0; c < COMPONENTS; c++) {
        double error = (rgb >> shift(c) & 0xff) / PEAK - signal.sample(point, c);
        sum += error * error;
      }
    }
    return new File(
        file.length, Psnr.fromMeanSquaredError(sum / COMPONENTS / signal.grid().points()));
  }

  private static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read from outside
    }
  }

  private BufferedImage image() {
    int width = signal.grid().size(0);
    BufferedImage image =
        new BufferedImage(width, signal.grid().size(1), BufferedImage.TYPE_INT_RGB);
    for (int point = 0; point < signal.grid().points(); point++) {
      int rgb = 0;
      for (int c = 0; c < COMPONENTS; c++) {
        rgb |= (int) Math.round(signal.sample(point, c) * PEAK) << shift(c);
      }
      image.setRGB(point % width, point / width, rgb);
    }
    return image;
  }

  private static int shift(int component) {
    return 8 * (COMPONENTS - 1 - component);
  }

  private static byte[] encode(BufferedImage image, int quality, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality((float) quality / QUALITIES);
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      if (how instanceof JPEGImageWriteParam jpeg) {
        jpeg.setOptimizeHuffmanTables(true);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
