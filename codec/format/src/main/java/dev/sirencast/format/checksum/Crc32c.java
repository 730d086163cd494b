package dev.sirencast.format.checksum;

import java.util.zip.CRC32C;

/** The Castagnoli checksum of a range of bytes (RFC 3720, appendix B.4). */
public final class Crc32c {
  private Crc32c() {}

  /** Returns the checksum of {@code length} bytes from {@code offset} on. */
  public static int of(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
