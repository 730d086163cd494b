package dev.sirencast.cli.connection;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.format.signature.SignerKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** Keys in PEM files, as openssl writes them. */
public final class KeyFile {
  /** Far longer than a file with a key is. */
  private static final int MAX_KEY_BYTES = 1 << 16;

  /** Far longer than the authorities that a system trusts are. */
  private static final int MAX_AUTHORITIES_BYTES = 1 << 22;

  private KeyFile() {}

  /**
   * Returns the private key in a file, Ed25519.
   *
   * @throws IOException if it cannot be read
   * @throws CommandException if it holds none
   */
  public static SigningKey signing(Path file) throws IOException {
    return read(file, SigningKey::ofPem);
  }

  /** Returns the public key in a file; as {@link #signing}. */
  public static SignerKey trusted(Path file) throws IOException {
    return read(file, SignerKey::ofPem);
  }

  /**
   * Returns what the text of a file makes; as {@link #signing}.
   *
   * @param key throws an {@link IllegalArgumentException} with what is wrong with it
   */
  public static <T> T read(Path file, Function<String, T> key) throws IOException {
    return read(file, MAX_KEY_BYTES, key);
  }

  /** Returns what a text of keys or certificates of many authorities makes; as {@link #read}. */
  public static <T> T authorities(Path file, Function<String, T> trusted) throws IOException {
    return read(file, MAX_AUTHORITIES_BYTES, trusted);
  }

  private static <T> T read(Path file, int most, Function<String, T> key) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a file with a key");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%s: longer than %,d bytes; expected a file with a key", file, most));
    }
    try {
      return key.apply(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(file + ": " + e.getMessage(), e);
    }
  }
}
