package dev.sirencast.cli.sign.oms;

import dev.sirencast.format.signature.PemText;
import dev.sirencast.signal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The public key of one who signs files. Immutable and thread-safe. */
public final class BundleKey {
  private static final int PEM_COLUMNS = 64;

  private final KeyKind kind;
  private final PublicKey key;
  private final byte[] encoded;

  private BundleKey(KeyKind kind, PublicKey key, byte[] encoded) {
    this.kind = kind;
    this.key = key;
    this.encoded = encoded;
  }

  /**
   * Returns the key in a PEM text, as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException if the text does not hold one of a known kind
   */
  public static BundleKey ofPem(String text) {
    if (PemText.holds(text, "PRIVATE KEY") || PemText.holds(text, "EC PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "is a private key, expected the public one: openssl pkey -in KEY.pem -pubout");
    }
    return ofX509(PemText.block(text, "PUBLIC KEY"));
  }

  /**
   * Returns the key as X.509 has it (SubjectPublicKeyInfo, DER).
   *
   * @throws IllegalArgumentException if it is of no known kind, or not whole
   */
  static BundleKey ofX509(byte[] encoded) {
    Der info = Der.of(Der.of(encoded).next(Der.SEQUENCE));
    KeyKind kind = KeyKind.ofAlgorithm(info.next(Der.SEQUENCE));
    byte[] bits = info.next(Der.BIT_STRING);
    if (bits.length != 1 + kind.points() || bits[0] != 0) {
      throw new IllegalArgumentException("is a key of " + kind.label() + " of another length");
    }
    return of(kind, Arrays.copyOfRange(bits, 1, bits.length));
  }

  /** Returns the key of a point, encoded in the one way that there is; as {@link #ofX509}. */
  static BundleKey of(KeyKind kind, byte[] point) {
    byte[] encoded =
        Der.element(
            Der.SEQUENCE,
            Der.element(Der.SEQUENCE, kind.algorithm()),
            Der.element(Der.BIT_STRING, new byte[1], point));
    try {
      PublicKey key =
          KeyFactory.getInstance(kind.keys()).generatePublic(new X509EncodedKeySpec(encoded));
      return new BundleKey(kind, key, encoded);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no key of " + kind.label(), e);
    }
  }

  KeyKind kind() {
    return kind;
  }

  /** Whether it is one of the kinds that the specification's registry has. */
  public boolean isStandard() {
    return kind != KeyKind.ED25519;
  }

  /**
   * What bundles name it by: the SHA-256 of the key as PEM text, 64 hexadecimal digits. It is what
   * {@code openssl pkey -pubin -in PUB.pem | sha256sum} says.
   */
  public String fingerprint() {
    return sha256(pem());
  }

  /** Whether a bundle's hint is this key's: of its PEM text, or of its DER as others have it. */
  boolean isHintedBy(String hint) {
    return hint.equals(fingerprint()) || hint.equals(sha256(encoded));
  }

  /** Whether a bundle from before version 1.1.0 holds this key, as PEM text or as DER. */
  boolean is(byte[] raw) {
    return Arrays.equals(raw, pem()) || Arrays.equals(raw, encoded);
  }

  /** The key as PEM text, in its one form. */
  byte[] pem() {
    Base64.Encoder lines =
        Base64.getMimeEncoder(PEM_COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
    String text =
        "-----BEGIN PUBLIC KEY-----\n"
            + lines.encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.create().digest(bytes));
  }

  /** Whether the owner of the key signed a message. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      if (isStandard()) {
        requirePositive(signature);
      }
      Signature verifier = Signature.getInstance(kind.signatures());
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | IllegalArgumentException e) {
      return false; // no signature of this kind at all
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + kind.label(), e);
    }
  }

  /** Java 17 before 17.0.3 takes a signature of two zeros for everybody's (CVE-2022-21449). */
  private static void requirePositive(byte[] signature) {
    Der numbers = Der.of(Der.of(signature).next(Der.SEQUENCE));
    for (int i = 0; i < 2; i++) {
      byte[] number = numbers.next(Der.INTEGER);
      if (Arrays.equals(number, new byte[number.length])) {
        throw new IllegalArgumentException("is a signature of zeros");
      }
    }
  }
}
