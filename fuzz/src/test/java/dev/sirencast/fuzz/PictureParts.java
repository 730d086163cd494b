package dev.sirencast.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of pictures that are right around what a fuzzer puts into them. */
final class PictureParts {
  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int TYPE_BYTES = 4;
  private static final int MAX_SEGMENT = 60_000;
  private static final byte[] JPEG = resource("upright.jpg");
  private static final byte[] WEBP = resource("orientation-7.webp");
  private static final byte[] PNG = resource("upright.png");

  private PictureParts() {}

  static byte[] resource(String name) {
    try {
      return Files.readAllBytes(Path.of("target/test-classes/dev/sirencast/media", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chunks of a PNG file: type and content of each. */
  static List<byte[]> chunks(byte[] png) {
    List<byte[]> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(png).position(PNG_SIGNATURE_BYTES);
    while (in.hasRemaining()) {
      byte[] chunk = new byte[TYPE_BYTES + in.getInt()];
      in.get(chunk).getInt();
      chunks.add(chunk);
    }
    return chunks;
  }

  static byte[] chunk(String type, byte[] content) {
    return joined(type.getBytes(StandardCharsets.ISO_8859_1), content);
  }

  /** The PNG file of chunks, with lengths and checksums. */
  static byte[] png(List<byte[]> chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(PNG, 0, PNG_SIGNATURE_BYTES);
    for (byte[] chunk : chunks) {
      CRC32 crc = new CRC32();
      crc.update(chunk);
      out.writeBytes(bytes(chunk.length - TYPE_BYTES));
      out.writeBytes(chunk);
      out.writeBytes(bytes((int) crc.getValue()));
    }
    return out.toByteArray();
  }

  /** A PNG picture with one more chunk, behind its head. */
  static byte[] pngWith(String type, byte[] content) {
    List<byte[]> chunks = chunks(PNG);
    chunks.add(1, chunk(type, content));
    return png(chunks);
  }

  /** A JPEG picture with a segment in front; what is too long for one is cut. */
  static byte[] jpegWith(int marker, String name, byte[] content) {
    byte[] fitting = Arrays.copyOf(content, Math.min(content.length, MAX_SEGMENT));
    byte[] head = name.getBytes(StandardCharsets.ISO_8859_1);
    int length = 2 + head.length + fitting.length;
    byte[] mark = {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length};
    byte[] rest = Arrays.copyOfRange(JPEG, 2, JPEG.length);
    return joined(Arrays.copyOf(JPEG, 2), mark, head, fitting, rest);
  }

  /** A WebP picture with one more chunk at its end. */
  static byte[] webpWith(String type, byte[] content) {
    byte[] even = Arrays.copyOf(content, content.length + content.length % 2);
    byte[] head = type.getBytes(StandardCharsets.US_ASCII);
    byte[] all = joined(WEBP, head, new byte[Integer.BYTES], even);
    ByteBuffer file = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(TYPE_BYTES, all.length - 8).putInt(WEBP.length + TYPE_BYTES, content.length);
    return all;
  }

  static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(content);
    deflater.finish();
    byte[] out = new byte[content.length + 64];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  /** A small picture as a TIFF file, in one of the ways in which the JDK writes its samples. */
  static byte[] tiff(BufferedImage image, String compression, boolean tiled) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionType(compression);
      if (tiled) {
        how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        how.setTiling(16, 16, 0, 0);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
