package dev.sirencast.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;

/** A picture as JPEG, at the quality that gives a number of bytes; baseline, ImageIO's. */
final class JpegStream implements FragileStream {
  private static final int GREY = 0x808080;

  private final BufferedImage picture;
  private final byte[] bytes;

  JpegStream(Path file, long size) throws IOException {
    BufferedImage read = ImageIO.read(file.toFile());
    picture = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
    picture.getGraphics().drawImage(read, 0, 0, null);
    float low = 0;
    float high = 1;
    byte[] best = encode(0);
    for (int i = 0; i < 12; i++) {
      float middle = (low + high) / 2;
      byte[] tried = encode(middle);
      if (tried.length <= size) {
        best = tried;
        low = middle;
      } else {
        high = middle;
      }
    }
    bytes = best;
  }

  private byte[] encode(float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    }
    writer.dispose();
    return out.toByteArray();
  }

  @Override
  public String name() {
    return "JPEG, " + picture.getWidth() + "x" + picture.getHeight();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Lost datagrams read as zeros; what the decoder had when it gave up stays. */
  @Override
  public double psnr(Damage.Arrived arrived) {
    BufferedImage shown =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shown.getHeight(); y++) {
      for (int x = 0; x < shown.getWidth(); x++) {
        shown.setRGB(x, y, GREY);
      }
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(arrived.bytes().array()))) {
      reader.setInput(in);
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setDestination(shown);
      reader.read(0, parameters);
    } catch (IOException | RuntimeException e) {
      // What was decoded until then is in the picture.
      return decibels(shown);
    } finally {
      reader.dispose();
    }
    return decibels(shown);
  }

  private double decibels(BufferedImage shown) {
    double sum = 0;
    for (int y = 0; y < shown.getHeight(); y++) {
      for (int x = 0; x < shown.getWidth(); x++) {
        int a = picture.getRGB(x, y);
        int b = shown.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          double difference = (a >> shift & 0xff) - (b >> shift & 0xff);
          sum += difference * difference;
        }
      }
    }
    double mean = sum / (3.0 * shown.getWidth() * shown.getHeight());
    return 10 * Math.log10(255.0 * 255 / mean);
  }
}
