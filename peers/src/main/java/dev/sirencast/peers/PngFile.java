package dev.sirencast.peers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * PNG of eight bits a component: the JDK's, and a reader of a file's beginning, which shows the
 * rows that are whole in it (ISO/IEC 15948, 9.2 on filters). The JDK's own shows none of a file
 * that ends early.
 */
final class PngFile {
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_BYTES = 12;
  private static final int DATA = 0x49444154; // IDAT

  private PngFile() {}

  static byte[] encode(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(0); // the most work
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the rows that a file's beginning holds.
   *
   * @param onto a picture of the size and components that both sides know
   * @return how many there are
   */
  static int decode(byte[] beginning, BufferedImage onto) {
    int components = onto.getRaster().getNumBands();
    int stride = onto.getWidth() * components;
    byte[] lines = new byte[(stride + 1) * onto.getHeight()];
    int whole = inflated(data(beginning), lines) / (stride + 1);
    int[] above = new int[stride];
    int rows = 0;
    while (rows < whole && unfilter(lines, rows * (stride + 1), above, components)) {
      onto.getRaster().setPixels(0, rows, onto.getWidth(), 1, above);
      rows++;
    }
    return rows;
  }

  private static byte[] data(byte[] beginning) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer file = ByteBuffer.wrap(beginning);
    int at = SIGNATURE_BYTES;
    while (at + CHUNK_BYTES - 4 <= beginning.length) {
      int length = file.getInt(at);
      if (length < 0) {
        break; // damaged
      }
      int there = Math.min(length, beginning.length - at - CHUNK_BYTES + 4);
      if (file.getInt(at + 4) == DATA) {
        data.write(beginning, at + CHUNK_BYTES - 4, there);
      }
      if (there < length) {
        break;
      }
      at += CHUNK_BYTES + length;
    }
    return data.toByteArray();
  }

  /** Inflates until there is no more, or it makes no sense; returns the bytes. */
  private static int inflated(byte[] data, byte[] out) {
    Inflater inflater = new Inflater();
    int size = 0;
    try {
      inflater.setInput(data);
      int more = 1;
      while (more > 0 && size < out.length) {
        more = inflater.inflate(out, size, out.length - size);
        size += more;
      }
    } catch (DataFormatException e) {
      return size;
    } finally {
      inflater.end();
    }
    return size;
  }

  /**
   * Turns a line into samples.
   *
   * @param above the row above, which becomes this one
   * @return whether its filter is known
   */
  private static boolean unfilter(byte[] lines, int from, int[] above, int components) {
    int filter = lines[from];
    if (filter < 0 || filter > 4) {
      return false;
    }
    int[] row = new int[above.length];
    for (int i = 0; i < row.length; i++) {
      int left = i < components ? 0 : row[i - components];
      int corner = i < components ? 0 : above[i - components];
      int predicted =
          switch (filter) {
            case 1 -> left;
            case 2 -> above[i];
            case 3 -> (left + above[i]) / 2;
            case 4 -> paeth(left, above[i], corner);
            default -> 0;
          };
      row[i] = lines[from + 1 + i] + predicted & 0xff;
    }
    System.arraycopy(row, 0, above, 0, row.length);
    return true;
  }

  private static int paeth(int left, int above, int corner) {
    int estimate = left + above - corner;
    int toLeft = Math.abs(estimate - left);
    int toAbove = Math.abs(estimate - above);
    int toCorner = Math.abs(estimate - corner);
    return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
  }
}
