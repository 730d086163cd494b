package dev.sirencast.cli.sign.oms;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * The kinds of keys that sign files: the three curves that the specification's registry has, and
 * Ed25519, which Sigstore's registry has and that of model signing does not name.
 */
enum KeyKind {
  P256("ECDSA P-256", "SHA256withECDSA", "06082a8648ce3d030107", 65),
  P384("ECDSA P-384", "SHA384withECDSA", "06052b81040022", 97),
  P521("ECDSA P-521", "SHA512withECDSA", "06052b81040023", 133),
  ED25519("Ed25519", "Ed25519", "", 32);

  /** As X.509 names keys of elliptic curves (RFC 5480), and those of Ed25519 (RFC 8410). */
  private static final String CURVES = "06072a8648ce3d0201";

  private static final String EDWARDS = "06032b6570";

  private final String label;
  private final String signatures;
  private final String curve;
  private final int points;

  KeyKind(String label, String signatures, String curve, int points) {
    this.label = label;
    this.signatures = signatures;
    this.curve = curve;
    this.points = points;
  }

  /** What people call it. */
  String label() {
    return label;
  }

  /** The JDK's name of its keys. */
  String keys() {
    return this == ED25519 ? "Ed25519" : "EC";
  }

  /** The JDK's name of its signatures. */
  String signatures() {
    return signatures;
  }

  /** Bytes of a public key: an uncompressed point, or what Ed25519 has. */
  int points() {
    return points;
  }

  /** How keys name what they are for, the content of a DER sequence. */
  byte[] algorithm() {
    return HexFormat.of().parseHex((this == ED25519 ? EDWARDS : CURVES) + curve);
  }

  /**
   * Returns the kind of such keys.
   *
   * @throws IllegalArgumentException if they are of no kind that is known here
   */
  static KeyKind ofAlgorithm(byte[] algorithm) {
    return find(kind -> Arrays.equals(kind.algorithm(), algorithm));
  }

  /** Returns the kind of a curve, by its name in DER; as {@link #ofAlgorithm}. */
  static KeyKind ofCurve(byte[] name) {
    return find(kind -> HexFormat.of().formatHex(name).equals(kind.curve));
  }

  private static KeyKind find(Predicate<KeyKind> is) {
    return Arrays.stream(values())
        .filter(is)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is a key of another kind; expected ECDSA P-256, P-384 or P-521, or Ed25519"));
  }
}
