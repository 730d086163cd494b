package dev.sirencast.codec;

/**
 * The checksum of a slice: CRC-16 with the polynomial x^16 + x^12 + x^5 + 1 (0x1021), highest bit
 * first, started at 0xffff (known as CRC-16/IBM-3740). Finds any three flipped bits in up to 4,095
 * bytes.
 */
final class Crc16 {
  private static final int POLYNOMIAL = 0x1021;
  private static final char[] TABLE = table();

  private Crc16() {}

  static int of(byte[] bytes, int from, int to) {
    int crc = 0xffff;
    for (int i = from; i < to; i++) {
      crc = (crc << 8 ^ TABLE[(crc >> 8 ^ bytes[i]) & 0xff]) & 0xffff;
    }
    return crc;
  }

  /**
   * Finds the one flipped bit of a range and its checksum behind it that explains a wrong checksum.
   *
   * @param difference the computed checksum, exclusive or the one that stands there; not 0
   * @param bits the bits of the range and its checksum
   * @return how many bits stand behind it, or -1 if no single bit does
   */
  static int flippedBit(int difference, int bits) {
    int remainder = 1;
    for (int behind = 0; behind < bits; behind++) {
      if (remainder == difference) {
        return behind;
      }
      remainder = remainder << 1 ^ ((remainder & 0x8000) != 0 ? 1 << 16 | POLYNOMIAL : 0);
    }
    return -1;
  }

  private static char[] table() {
    char[] table = new char[256];
    for (int b = 0; b < table.length; b++) {
      int crc = b << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ ((crc & 0x8000) != 0 ? POLYNOMIAL : 0);
      }
      table[b] = (char) crc;
    }
    return table;
  }
}
