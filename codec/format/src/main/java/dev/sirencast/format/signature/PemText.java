package dev.sirencast.format.signature;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text: what stands in base 64 between two lines that say what it is (RFC 7468). */
public final class PemText {
  private PemText() {}

  /**
   * Returns the bytes of the first block of a name.
   *
   * @param name as in {@code PUBLIC KEY}
   * @throws IllegalArgumentException if there is none, or it is not base 64
   */
  public static byte[] block(String text, String name) {
    Matcher block =
        Pattern.compile("-----BEGIN " + name + "-----([^-]*)-----END " + name + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException("expected PEM with a line '-----BEGIN " + name + "-----'");
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what stands in its PEM is not base 64", e);
    }
  }

  /** Whether a text holds a block of a name. */
  public static boolean holds(String text, String name) {
    return text.contains("-----BEGIN " + name + "-----");
  }
}
