package dev.sirencast.benchmarks;

import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

/**
 * What JPEG and AVIF make of a picture in at most so many bytes: ImageIO's JPEG, baseline or
 * progressive, with Huffman tables made for the picture, and the lowest quantiser of {@code
 * avifenc} that fits (4:4:4, its own speed). AVIF is left out where {@code avifenc} and {@code
 * avifdec} are not installed.
 *
 * <p>Arguments: bytes and a picture, as often as wanted.
 */
public final class OtherCodecs {
  private static final int COARSEST = 63;

  private final Path picture;
  private final long bytes;
  private final Signal signal;
  private final Path folder;

  private OtherCodecs(Path picture, long bytes, Path folder) throws IOException {
    this.picture = picture;
    this.bytes = bytes;
    this.signal = SignalReader.read(picture);
    this.folder = folder;
  }

  /** A file of another codec, and its PSNR in decibels. */
  private record Result(long bytes, double decibels) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d | %.2f", bytes, decibels);
    }
  }

  /** Prints a row of Markdown for each picture. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("| picture | at most | JPEG, bytes | dB | AVIF, bytes | dB |");
    System.out.println("|---|---|---|---|---|---|");
    Path folder = Files.createTempDirectory("other-codecs");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      long bytes = Long.parseLong(arguments[i]);
      OtherCodecs codecs = new OtherCodecs(Path.of(arguments[i + 1]), bytes, folder);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %s | %s |%n",
          codecs.picture.getFileName(),
          bytes,
          codecs.jpeg(),
          codecs.avif());
    }
  }

  /** The highest quality that fits, of the shorter of the two forms. */
  private Result jpeg() throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    byte[] best = new byte[0];
    for (int quality = 1; quality <= 100; quality++) {
      byte[] baseline = jpeg(image, quality / 100f, ImageWriteParam.MODE_DISABLED);
      byte[] progressive = jpeg(image, quality / 100f, ImageWriteParam.MODE_DEFAULT);
      byte[] shorter = progressive.length < baseline.length ? progressive : baseline;
      best = shorter.length <= bytes ? shorter : best;
    }
    Path file = folder.resolve("a.jpg");
    Files.write(file, best);
    return new Result(best.length, Psnr.decibels(signal, SignalReader.read(file)));
  }

  private static byte[] jpeg(BufferedImage image, float quality, int mode) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      JPEGImageWriteParam how = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      how.setProgressiveMode(mode);
      how.setOptimizeHuffmanTables(true);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private String avif() throws IOException, InterruptedException {
    if (!isInstalled()) {
      return "| not installed";
    }
    int low = 0;
    int high = COARSEST;
    while (low < high) {
      int middle = (low + high) / 2;
      if (Files.size(encoded(middle)) <= bytes) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Path file = encoded(low);
    Path decoded = folder.resolve("a.png");
    run("avifdec", file.toString(), decoded.toString());
    return new Result(Files.size(file), Psnr.decibels(signal, SignalReader.read(decoded)))
        .toString();
  }

  private Path encoded(int quantiser) throws IOException, InterruptedException {
    Path file = folder.resolve("a.avif");
    String q = Integer.toString(quantiser);
    run("avifenc", "--min", q, "--max", q, "--yuv", "444", picture.toString(), file.toString());
    return file;
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      run("avifdec", "--version");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }
}
