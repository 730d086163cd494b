package dev.sirencast.format.signature;

import dev.sirencast.signal.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The digest of what a packet holds: the first {@value #BYTES} bytes of the SHA-256 of its kind,
 * its number (four bytes, big-endian) and its body as it is on the wire.
 *
 * <p>To find another packet of the same digest takes 2^128 tries. Two of one's own making that
 * share one take 2^64: whoever signs what others made vouches for it.
 */
public final class ContentDigest {
  /** Bytes of a digest. */
  public static final int BYTES = 16;

  private ContentDigest() {}

  /**
   * Returns the digest of a packet.
   *
   * @param kind its code on the wire
   * @param number its number within its kind
   */
  public static byte[] of(int kind, int number, byte[] body) {
    MessageDigest digest = Sha256.create();
    digest.update((byte) kind);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return Arrays.copyOf(digest.digest(body), BYTES);
  }

  /** Whether a list has this digest at a place. */
  public static boolean isAt(byte[] list, int index, byte[] digest) {
    int from = index * BYTES;
    return Arrays.equals(list, from, from + BYTES, digest, 0, BYTES);
  }
}
