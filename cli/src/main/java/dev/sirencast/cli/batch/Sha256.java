package dev.sirencast.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits, in lower case. */
final class Sha256 {
  private static final int PART = 1 << 16;

  private Sha256() {}

  /** Of bytes. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(fresh().digest(bytes));
  }

  /**
   * Of a file.
   *
   * @throws IOException if it cannot be read
   */
  static String of(Path file) throws IOException {
    MessageDigest digest = fresh();
    byte[] part = new byte[PART];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        digest.update(part, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
