package dev.sirencast.transport.carousel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that a carousel and all its listeners know: what is sent is encrypted and authenticated
 * by it, so that nobody else can read or forge it. Who knows it can do both. Immutable.
 *
 * <p>It encrypts nothing itself: every session of a sender has a key of its own, by HKDF-SHA-256
 * (RFC 5869) of the secret and the session's random number. So a nonce is never used twice with a
 * key, however often a sender is started.
 */
public final class GroupKey {
  /** The bytes of a secret. */
  public static final int BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final byte[] SALT = "SirenCast carousel 1".getBytes(StandardCharsets.US_ASCII);

  /** HKDF's pseudorandom key. */
  private final SecretKeySpec extracted;

  private GroupKey(byte[] secret) {
    this.extracted = new SecretKeySpec(hmac(new SecretKeySpec(SALT, HMAC), secret), HMAC);
  }

  /**
   * Takes a secret, which is copied.
   *
   * @throws IllegalArgumentException unless it has {@value #BYTES} bytes
   */
  public static GroupKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "a group key has " + BYTES + " bytes, this one has " + secret.length);
    }
    return new GroupKey(secret);
  }

  /**
   * Reads a secret as {@code openssl rand -hex 32} or {@code -base64 32} writes it.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static GroupKey ofText(String text) {
    String digits = text.strip();
    try {
      return of(
          digits.length() == 2 * BYTES
              ? HexFormat.of().parseHex(digits)
              : Base64.getDecoder().decode(digits));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it is no group key; expected " + BYTES + " bytes as 'openssl rand -hex 32' writes them",
          e);
    }
  }

  /** The key of a session: HKDF's first block, with the session as its info. */
  SecretKeySpec sessionKey(byte[] session) {
    byte[] info = Arrays.copyOf(session, session.length + 1);
    info[session.length] = 1;
    return new SecretKeySpec(hmac(extracted, info), "AES");
  }

  private static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /** Says that it is one, and nothing of the secret. */
  @Override
  public String toString() {
    return "GroupKey";
  }
}
