package dev.sirencast.cli.batch;

import dev.sirencast.signal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits, in lower case. */
final class HexDigest {
  private static final int PART = 1 << 16;

  private HexDigest() {}

  /** Of bytes. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.create().digest(bytes));
  }

  /**
   * Of a file.
   *
   * @throws IOException if it cannot be read
   */
  static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.create();
    byte[] part = new byte[PART];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        digest.update(part, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
