package dev.sirencast.media.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes a frame in RLE (PS3.5 annex G).
 *
 * <pre>
 *   16 numbers of 4 bytes, little-endian: how many segments; where each begins
 *   segments: the highest bytes of all pixels, then the next lower ones
 *   n         n of 0 to 127: n + 1 bytes follow as they are; -1 to -127: one byte follows, which
 *             stands for 1 - n; -128: nothing
 * </pre>
 */
public final class DicomRle {
  private static final int HEADER_BYTES = 64;

  private DicomRle() {}

  /**
   * Returns the pixels, little-endian.
   *
   * @param pixels how many
   * @param pixelBytes bytes of one, which are the segments
   * @throws IllegalArgumentException if the frame is no such one
   */
  public static ByteBuffer decode(ByteBuffer frame, int pixels, int pixelBytes) {
    ByteBuffer in = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < HEADER_BYTES || in.getInt(in.position()) != pixelBytes) {
      throw new IllegalArgumentException("an RLE frame without " + pixelBytes + " segments");
    }
    byte[] out = new byte[pixels * pixelBytes];
    for (int segment = 0; segment < pixelBytes; segment++) {
      long begin = in.getInt(in.position() + 4 * (segment + 1)) & 0xFFFF_FFFFL;
      if (begin < HEADER_BYTES || begin > in.remaining()) {
        throw new IllegalArgumentException("an RLE segment at byte " + begin);
      }
      ByteBuffer bytes = in.slice(in.position() + (int) begin, in.remaining() - (int) begin);
      byte[] plane = segment(bytes, pixels);
      for (int i = 0; i < pixels; i++) {
        out[i * pixelBytes + pixelBytes - 1 - segment] = plane[i];
      }
    }
    return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] segment(ByteBuffer in, int size) {
    byte[] out = new byte[size];
    int at = 0;
    while (at < size) {
      if (in.remaining() < 2) {
        throw new IllegalArgumentException("an RLE segment that ends at " + at + " of " + size);
      }
      int count = in.get();
      if (count >= 0) {
        int length = Math.min(Math.min(count + 1, size - at), in.remaining());
        in.get(out, at, length);
        at += length;
      } else if (count != Byte.MIN_VALUE) {
        int length = Math.min(1 - count, size - at);
        Arrays.fill(out, at, at + length, in.get());
        at += length;
      }
    }
    return out;
  }
}
