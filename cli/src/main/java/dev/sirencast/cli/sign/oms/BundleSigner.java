package dev.sirencast.cli.sign.oms;

import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.format.signature.PemText;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** What signs files: a private key and its public half. Immutable and thread-safe. */
public final class BundleSigner {
  private static final byte[] PKCS8_VERSION = {Der.INTEGER, 1, 0};

  private final PrivateKey secret;
  private final BundleKey key;

  private BundleSigner(PrivateKey secret, BundleKey key) {
    this.secret = secret;
    this.key = key;
  }

  /**
   * Returns the key in a PEM text without encryption: PKCS #8 as {@code openssl genpkey} writes it,
   * or an elliptic curve's as {@code openssl ecparam -genkey} does (RFC 5915).
   *
   * @throws IllegalArgumentException if the text does not hold one of a known kind
   */
  public static BundleSigner ofPem(String text) {
    if (PemText.holds(text, "ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
      throw new IllegalArgumentException(
          "is an encrypted key, expected one without a passphrase: openssl pkey -in KEY.pem");
    }
    try {
      BundleSigner signer =
          PemText.holds(text, "EC PRIVATE KEY")
              ? ofCurve(PemText.block(text, "EC PRIVATE KEY"))
              : ofPkcs8(PemText.block(text, "PRIVATE KEY"));
      byte[] message = new byte[1];
      if (!signer.key.verifies(message, signer.sign(message))) {
        throw new IllegalArgumentException("is a private key with the public half of another");
      }
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no private key: " + e.getMessage(), e);
    }
  }

  private static BundleSigner ofPkcs8(byte[] encoded) throws GeneralSecurityException {
    Der info = Der.of(Der.of(encoded).next(Der.SEQUENCE));
    info.next(Der.INTEGER);
    KeyKind kind = KeyKind.ofAlgorithm(info.next(Der.SEQUENCE));
    if (kind != KeyKind.ED25519) {
      return ofCurve(kind, info.next(Der.OCTET_STRING));
    }
    PrivateKey secret = secret(kind, encoded);
    return new BundleSigner(secret, BundleKey.of(kind, SigningKey.of(secret).publicKey().bytes()));
  }

  /** A key of its own names its curve. */
  private static BundleSigner ofCurve(byte[] key) throws GeneralSecurityException {
    Der fields = fields(key);
    if (fields.tag() != Der.FIELD_0) {
      throw new IllegalArgumentException("is an EC key that names no curve");
    }
    return ofCurve(KeyKind.ofCurve(fields.next(Der.FIELD_0)), key);
  }

  private static BundleSigner ofCurve(KeyKind kind, byte[] key) throws GeneralSecurityException {
    byte[] encoded =
        Der.element(
            Der.SEQUENCE,
            PKCS8_VERSION,
            Der.element(Der.SEQUENCE, kind.algorithm()),
            Der.element(Der.OCTET_STRING, key));
    return new BundleSigner(secret(kind, encoded), BundleKey.of(kind, point(kind, key)));
  }

  /** The fields of an EC private key behind its version and its secret. */
  private static Der fields(byte[] key) {
    Der fields = Der.of(Der.of(key).next(Der.SEQUENCE));
    fields.next(Der.INTEGER);
    fields.next(Der.OCTET_STRING);
    return fields;
  }

  /** The public half, which the JDK does not compute. */
  private static byte[] point(KeyKind kind, byte[] key) {
    Der fields = fields(key);
    if (fields.tag() == Der.FIELD_0) {
      fields.next(Der.FIELD_0);
    }
    if (fields.tag() != Der.FIELD_1) {
      throw new IllegalArgumentException(
          "is a private key without its public half; openssl pkey -in KEY.pem adds it");
    }
    byte[] bits = Der.of(fields.next(Der.FIELD_1)).next(Der.BIT_STRING);
    if (bits.length != 1 + kind.points()) {
      throw new IllegalArgumentException("is a private key of another length than its curve's");
    }
    return Arrays.copyOfRange(bits, 1, bits.length);
  }

  private static PrivateKey secret(KeyKind kind, byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(kind.keys()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /** The public half, which others trust. */
  public BundleKey key() {
    return key;
  }

  /** Returns the signature of a message: with ECDSA another one each time. */
  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(key.kind().signatures());
      signer.initSign(secret);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not sign with this key", e);
    }
  }
}
