package dev.sirencast.encoder.signing;

import dev.sirencast.format.signature.PemText;
import dev.sirencast.format.signature.SignerKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** What signs streams: an Ed25519 key (RFC 8032) and its public half. Immutable, thread-safe. */
public final class SigningKey {
  private final PrivateKey key;
  private final SignerKey publicKey;

  private SigningKey(PrivateKey key, SignerKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /**
   * Returns the key in a PEM text, PKCS #8 without encryption, as {@code openssl genpkey -algorithm
   * ed25519} writes it.
   *
   * @throws IllegalArgumentException if the text does not hold one
   */
  public static SigningKey ofPem(String text) {
    if (PemText.holds(text, "ENCRYPTED PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "is an encrypted key, expected one without a passphrase: openssl pkey -in KEY.pem");
    }
    byte[] encoded = PemText.block(text, "PRIVATE KEY");
    try {
      return of(
          KeyFactory.getInstance(SignerKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (NoSuchAlgorithmException e) {
      throw SignerKey.absent(e);
    } catch (InvalidKeySpecException e) {
      throw notEd25519(e);
    }
  }

  /**
   * Returns one of the JDK's keys.
   *
   * @throws IllegalArgumentException if it is not an Ed25519 key that says what it is
   */
  public static SigningKey of(PrivateKey key) {
    if (!(key instanceof EdECPrivateKey secret) || secret.getBytes().isEmpty()) {
      throw notEd25519(null);
    }
    SigningKey signing = new SigningKey(key, publicHalf(secret.getBytes().get()));
    // The JDK may have made its key pair in another way than it does today, or of another curve.
    if (!signing.publicKey.verifies(new byte[0], signing.sign(new byte[0]))) {
      throw notEd25519(null);
    }
    return signing;
  }

  private static IllegalArgumentException notEd25519(@Nullable Exception cause) {
    return new IllegalArgumentException("is not an Ed25519 private key", cause);
  }

  /**
   * The public half of a secret. The JDK derives one in no other way than with a new pair, whose
   * secret it draws: here, what it draws is the secret.
   */
  private static SignerKey publicHalf(byte[] secret) {
    SecureRandom drawn =
        new SecureRandom() {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(secret, 0, bytes, 0, Math.min(secret.length, bytes.length));
          }
        };
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(SignerKey.ALGORITHM);
      generator.initialize(Byte.SIZE * SignerKey.BYTES - 1, drawn);
      return SignerKey.of(generator.generateKeyPair().getPublic());
    } catch (NoSuchAlgorithmException e) {
      throw SignerKey.absent(e);
    }
  }

  /** The public half, which receivers trust. */
  public SignerKey publicKey() {
    return publicKey;
  }

  /** Returns the signature of a message: the same for the same message. */
  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(SignerKey.ALGORITHM);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (NoSuchAlgorithmException e) {
      throw SignerKey.absent(e);
    } catch (InvalidKeyException e) {
      throw notEd25519(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not sign with this key", e);
    }
  }
}
