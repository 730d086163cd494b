package dev.sirencast.patch;

import java.util.zip.CRC32;

/**
 * The last two bytes of a body of patches: the lower half of the CRC-32 of all before.
 *
 * <p>It is of another polynomial than the packet's CRC-32C: where that leaves several choices of
 * flipped bits, this one tells which is right. Entropy-coded symbols cannot, since nearly all bytes
 * are some.
 */
final class BodyCheck {
  static final int BYTES = 2;

  private BodyCheck() {}

  private static int of(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body, 0, body.length - BYTES);
    return (int) crc.getValue() & 0xffff;
  }

  /** Writes the check into a body's last bytes. */
  static void put(byte[] body) {
    int check = of(body);
    body[body.length - 2] = (byte) (check >> 8);
    body[body.length - 1] = (byte) check;
  }

  /** Whether a body has the right check: of others one in 65,536 has. */
  static boolean isRight(byte[] body) {
    int last = body.length - 1;
    return last > 0 && of(body) == ((body[last - 1] & 0xff) << 8 | body[last] & 0xff);
  }
}
