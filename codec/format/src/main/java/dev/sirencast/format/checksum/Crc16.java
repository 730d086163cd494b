package dev.sirencast.format.checksum;

/**
 * The checksum of a slice: CRC-16 with the polynomial x^16 + x^12 + x^5 + 1 (0x1021), highest bit
 * first, started at 0xffff (known as CRC-16/IBM-3740). Finds any three flipped bits in up to 4,095
 * bytes.
 */
public final class Crc16 {
  private static final int POLYNOMIAL = 0x1021;
  private static final char[] TABLE = table();

  private Crc16() {}

  /** Returns the checksum of the bytes from {@code from} to before {@code to}, 0 to 65,535. */
  public static int of(byte[] bytes, int from, int to) {
    int crc = 0xffff;
    for (int i = from; i < to; i++) {
      crc = (crc << 8 ^ TABLE[(crc >> 8 ^ bytes[i]) & 0xff]) & 0xffff;
    }
    return crc;
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
