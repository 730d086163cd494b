package dev.sirencast.entropy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/**
 * The bytes of floats in planes: the highest bytes of all (sign and exponent, which repeat) under
 * zstd, where that is shorter, and the others as they are, since no compressor makes them shorter.
 */
public final class BytePlanes {
  private static final int LEVEL = 19;

  private BytePlanes() {}

  /**
   * Returns planes as they are sent.
   *
   * @param planes all, one after another
   * @param first bytes of the first
   */
  public static byte[] pack(byte[] planes, int first) {
    byte[] packed = Zstd.compress(Arrays.copyOf(planes, first), LEVEL);
    if (packed.length >= first) {
      return planes;
    }
    byte[] body = Arrays.copyOf(packed, packed.length + planes.length - first);
    System.arraycopy(planes, first, body, packed.length, body.length - packed.length);
    return body;
  }

  /**
   * Returns planes again, or nothing if these are none; never throws, whatever the bytes.
   *
   * @param length of all planes
   * @param first bytes of the first
   */
  public static byte[] unpack(byte[] body, int length, int first) {
    if (body.length == length) {
      return body;
    }
    int compressed = body.length - (length - first);
    if (compressed < 1 || body.length > length) {
      return new byte[0];
    }
    byte[] frame = Arrays.copyOf(body, compressed);
    if (Zstd.getFrameContentSize(frame) != first) {
      return new byte[0];
    }
    byte[] planes = new byte[length];
    System.arraycopy(body, compressed, planes, first, length - first);
    try {
      byte[] high = Zstd.decompress(frame, first);
      System.arraycopy(high, 0, planes, 0, Math.min(high.length, first));
      return high.length == first ? planes : new byte[0];
    } catch (ZstdException e) {
      return new byte[0];
    }
  }
}
