package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Greeting;
import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that both ends of a transfer over UDP know, and prove to each other in their greetings
 * without showing it. What follows the greetings is neither encrypted nor authenticated. Immutable.
 *
 * <p>A proof is the HMAC-SHA-256 of a greeting and the session's number: it is of use for that
 * session and that role alone.
 */
public final class TransferToken {
  /** The shortest and the longest secret in bytes. */
  public static final int MIN_BYTES = 16;

  public static final int MAX_BYTES = 1_024;

  static final int PROOF_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private TransferToken(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Takes a secret, which is copied.
   *
   * @throws IllegalArgumentException if it is too short to be one, or too long
   */
  public static TransferToken of(byte[] secret) {
    if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a token has "
              + MIN_BYTES
              + " to "
              + MAX_BYTES
              + " bytes, this one has "
              + secret.length);
    }
    return new TransferToken(new SecretKeySpec(secret, ALGORITHM));
  }

  /** Writes the proof that belongs to a greeting. */
  void writeProof(ByteBuf out, Greeting greeting, long session) {
    out.writeBytes(proof(greeting, session));
  }

  /** Whether bytes are that proof, neither less nor more; the time tells nothing of where not. */
  boolean isProof(ByteBuf in, Greeting greeting, long session) {
    if (in.readableBytes() != PROOF_BYTES) {
      return false;
    }
    byte[] claimed = new byte[PROOF_BYTES];
    in.getBytes(in.readerIndex(), claimed);
    return MessageDigest.isEqual(claimed, proof(greeting, session));
  }

  private byte[] proof(Greeting greeting, long session) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((byte) greeting.ordinal());
      for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
        mac.update((byte) (session >>> shift));
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Says that it is one, and nothing of the secret. */
  @Override
  public String toString() {
    return "TransferToken";
  }
}
