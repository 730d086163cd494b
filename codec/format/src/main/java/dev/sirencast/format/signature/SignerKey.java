package dev.sirencast.format.signature;

import dev.sirencast.signal.Sha256;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The public key of one who signs streams: Ed25519 (RFC 8032). Immutable and thread-safe.
 *
 * <p>Signatures are the JDK's, which has them in its module {@code jdk.crypto.ec}.
 */
public final class SignerKey {
  /** Bytes of a key. */
  public static final int BYTES = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** The JDK's name of the method. */
  public static final String ALGORITHM = "Ed25519";

  /** What stands before a key where X.509 says which method it is for (RFC 8410). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ID_BYTES = 8;

  private final byte[] key;

  private SignerKey(byte[] key) {
    this.key = key;
  }

  /**
   * Returns the key of 32 bytes, which are copied.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public static SignerKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 key has " + BYTES + " bytes, got " + bytes.length);
    }
    return new SignerKey(bytes.clone());
  }

  /**
   * Returns one of the JDK's keys.
   *
   * @throws IllegalArgumentException if it is not an Ed25519 key
   */
  public static SignerKey of(PublicKey key) {
    return ofX509(key.getEncoded());
  }

  /**
   * Returns the key in a PEM text, as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException if the text does not hold an Ed25519 public key
   */
  public static SignerKey ofPem(String text) {
    if (PemText.holds(text, "PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "is a private key, expected the public one: openssl pkey -in KEY.pem -pubout");
    }
    return ofX509(PemText.block(text, "PUBLIC KEY"));
  }

  private static SignerKey ofX509(byte @Nullable [] encoded) {
    int prefix = X509_PREFIX.length;
    if (encoded == null
        || encoded.length != prefix + BYTES
        || !Arrays.equals(encoded, 0, prefix, X509_PREFIX, 0, prefix)) {
      throw new IllegalArgumentException("is not an Ed25519 public key");
    }
    return new SignerKey(Arrays.copyOfRange(encoded, prefix, encoded.length));
  }

  /** A copy of the key. */
  public byte[] bytes() {
    return key.clone();
  }

  /** What people compare: 16 hexadecimal digits, of the first 8 bytes of the key's SHA-256. */
  public String id() {
    return HexFormat.of().formatHex(Sha256.create().digest(key), 0, ID_BYTES);
  }

  /**
   * Whether the owner of the key signed a message; takes a part of a millisecond.
   *
   * @throws IllegalStateException if this Java has no Ed25519
   */
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(publicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (NoSuchAlgorithmException e) {
      throw absent(e);
    } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
      return false; // no point of the curve, or no number that a signature holds
    }
  }

  private PublicKey publicKey() throws NoSuchAlgorithmException, InvalidKeySpecException {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + BYTES);
    System.arraycopy(key, 0, encoded, X509_PREFIX.length, BYTES);
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /**
   * Does nothing where signatures can be verified at all.
   *
   * @throws IllegalStateException if this Java has no Ed25519
   */
  public static void requireSupported() {
    try {
      Signature.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw absent(e);
    }
  }

  /** The failure of a Java without Ed25519. */
  public static IllegalStateException absent(GeneralSecurityException cause) {
    return new IllegalStateException(
        "this Java has no Ed25519, which is in its module jdk.crypto.ec", cause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignerKey that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  /** Its {@link #id()}. */
  @Override
  public String toString() {
    return id();
  }
}
