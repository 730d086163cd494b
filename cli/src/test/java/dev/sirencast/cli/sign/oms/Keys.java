package dev.sirencast.cli.sign.oms;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Keys as openssl writes them: the JDK's elliptic curves lack their public halves. */
public final class Keys {
  private Keys() {}

  /** Returns a new pair; of curves by the JDK's names, or Ed25519. */
  static KeyPair pair(String curve) {
    try {
      if (curve.equals("Ed25519")) {
        return KeyPairGenerator.getInstance(curve).generateKeyPair();
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a signer with a new key of P-256. */
  static BundleSigner signer() {
    return BundleSigner.ofPem(pkcs8(pair("secp256r1")));
  }

  /** Returns a new private key of P-256 and its public half, as PEM. */
  public static String[] pems() {
    KeyPair pair = pair("secp256r1");
    return new String[] {pkcs8(pair), pem("PUBLIC KEY", pair.getPublic().getEncoded())};
  }

  static String pem(String title, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(title, Base64.getMimeEncoder().encodeToString(der), title);
  }

  /** A private key as {@code openssl genpkey} writes it. */
  static String pkcs8(KeyPair pair) {
    if (!(pair.getPrivate() instanceof ECPrivateKey)) {
      return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }
    KeyKind kind = BundleKey.ofX509(pair.getPublic().getEncoded()).kind();
    byte[] info =
        Der.element(
            Der.SEQUENCE,
            new byte[] {Der.INTEGER, 1, 0},
            Der.element(Der.SEQUENCE, kind.algorithm()),
            Der.element(Der.OCTET_STRING, ec(pair, kind, false, true)));
    return pem("PRIVATE KEY", info);
  }

  /** A private key as {@code openssl ecparam -genkey} writes it (RFC 5915). */
  static String ec(KeyPair pair, boolean curve, boolean point) {
    KeyKind kind = BundleKey.ofX509(pair.getPublic().getEncoded()).kind();
    return pem("EC PRIVATE KEY", ec(pair, kind, curve, point));
  }

  private static byte[] ec(KeyPair pair, KeyKind kind, boolean curve, boolean point) {
    byte[] secret = new byte[kind.points() / 2];
    BigInteger number = ((ECPrivateKey) pair.getPrivate()).getS();
    byte[] digits = number.toByteArray();
    int skip = Math.max(0, digits.length - secret.length);
    int length = digits.length - skip;
    System.arraycopy(digits, skip, secret, secret.length - length, length);
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] points = Arrays.copyOfRange(encoded, encoded.length - kind.points(), encoded.length);
    Der names = Der.of(kind.algorithm());
    names.next(0x06);
    byte[] name = Der.element(0x06, names.next(0x06));
    return Der.element(
        Der.SEQUENCE,
        new byte[] {Der.INTEGER, 1, 1},
        Der.element(Der.OCTET_STRING, secret),
        curve ? Der.element(Der.FIELD_0, name) : new byte[0],
        point
            ? Der.element(Der.FIELD_1, Der.element(Der.BIT_STRING, new byte[1], points))
            : new byte[0]);
  }
}
