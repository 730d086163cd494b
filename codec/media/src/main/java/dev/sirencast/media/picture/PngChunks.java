package dev.sirencast.media.picture;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's reader of PNG files passes over: whether all of a file is there and as it was
 * written, and what it says of its colours, its orientation and further frames (PNG specification,
 * third edition, 5.3 and 11.3).
 */
public final class PngChunks {
  private static final int SIGNATURE_BYTES = 8;
  private static final int MAX_KEPT = 1 << 22;
  private static final int PART = 1 << 16;

  private byte @Nullable [] profile;
  private Orientation orientation = Orientation.UPRIGHT;
  private int frames = 1;

  private PngChunks() {}

  /**
   * Reads all chunks, and leaves the stream where it was.
   *
   * @throws IOException if the file ends too early or a checksum is wrong; the message says so
   */
  public static PngChunks read(ImageInputStream in) throws IOException {
    long start = in.getStreamPosition();
    PngChunks chunks = new PngChunks();
    try {
      in.seek(start + SIGNATURE_BYTES);
      while (!chunks.next(in)) {
        // Until the last one.
      }
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } finally {
      in.seek(start);
    }
    return chunks;
  }

  /** Reads a chunk; returns whether it was the last one. */
  private boolean next(ImageInputStream in) throws IOException {
    int length = in.readInt();
    byte[] type = new byte[4];
    in.readFully(type);
    String name = new String(type, StandardCharsets.US_ASCII);
    if (length < 0) {
      throw new IOException("a chunk of " + Integer.toUnsignedString(length) + " bytes");
    }
    CRC32 crc = new CRC32();
    crc.update(type);
    boolean isKept = length <= MAX_KEPT && name.matches("iCCP|eXIf|acTL|sRGB");
    byte[] content = checked(in, length, isKept, crc);
    if (in.readInt() != (int) crc.getValue()) {
      throw new IOException(
          "the checksum of its chunk " + name.replaceAll("\\W", "?") + " is wrong");
    }
    if (isKept) {
      keep(name, content);
    }
    return name.equals("IEND");
  }

  private static byte[] checked(DataInput in, int length, boolean isKept, CRC32 crc)
      throws IOException {
    byte[] part = new byte[isKept ? length : Math.min(length, PART)];
    int left = length;
    while (left > 0) {
      int count = Math.min(left, part.length);
      in.readFully(part, 0, count);
      crc.update(part, 0, count);
      left -= count;
    }
    return part;
  }

  private void keep(String name, byte[] content) throws IOException {
    switch (name) {
      case "eXIf" ->
          orientation =
              ExifOrientation.read(
                  new MemoryCacheImageInputStream(new ByteArrayInputStream(content)));
      case "acTL" -> frames = content.length < 4 ? 1 : ByteBuffer.wrap(content).getInt();
      case "sRGB" -> profile = null;
      default -> profile = uncompressed(content);
    }
  }

  /** A name of at most 79 bytes, a zero, the method, then the profile; nothing where it is none. */
  private static byte @Nullable [] uncompressed(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    if (end + 2 > content.length) {
      return null;
    }
    int at = end + 2;
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(content, at, content.length - at))) {
      return in.readNBytes(MAX_KEPT);
    } catch (IOException e) {
      return null;
    }
  }

  /** The ICC profile of its colours, if it has one. */
  public Optional<ColorProfile> profile() {
    return Optional.ofNullable(profile).flatMap(ColorProfile::of);
  }

  /** Which way is up. */
  public Orientation orientation() {
    return orientation;
  }

  /** How many frames an animation has, 1 where it is none. */
  public int frames() {
    return frames;
  }
}
