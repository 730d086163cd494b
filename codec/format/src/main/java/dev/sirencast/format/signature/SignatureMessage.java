package dev.sirencast.format.signature;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The manifest's part on who made the stream. It is the last field of the message, and the
 * signature its last bytes: what is signed is all before them.
 */
public final class SignatureMessage {
  /** What is signed begins with it, so that no other signature of the key is one of a manifest. */
  private static final byte[] DOMAIN = "SirenCast manifest 1\0".getBytes(StandardCharsets.US_ASCII);

  private SignatureMessage() {}

  /** Returns the field of a manifest's message that says who made the stream. */
  public static byte[] field(StreamSignature signature) {
    return Manifest.newBuilder()
        .setSignature(
            Signature.newBuilder()
                .setPublicKey(ByteString.copyFrom(signature.key().bytes()))
                .setDigests(ByteString.copyFrom(signature.digests()))
                .setPerPacket(signature.perPacket())
                // 1 is what every reader takes where there is nothing.
                .setCopies(signature.copies() == 1 ? 0 : signature.copies())
                .setValue(ByteString.copyFrom(signature.value())))
        .build()
        .toByteArray();
  }

  /**
   * Returns what such a field says.
   *
   * @param content the field's, a message of its own
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static StreamSignature parse(byte[] content) {
    try {
      Signature signature = Signature.parseFrom(content);
      return StreamSignature.of(
          SignerKey.of(signature.getPublicKey().toByteArray()),
          signature.getDigests().toByteArray(),
          signature.getPerPacket(),
          signature.getCopies() == 0 ? 1 : signature.getCopies(),
          signature.getValue().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the signature is not valid: " + e.getMessage(), e);
    }
  }

  /**
   * Whether a manifest is what its signature is of.
   *
   * @param message the manifest's, before compression
   * @param signature that it holds
   */
  public static boolean isRight(byte[] message, StreamSignature signature) {
    byte[] value = signature.value();
    int signed = message.length - value.length;
    return signed >= 0
        && Arrays.equals(message, signed, message.length, value, 0, value.length)
        && signature.key().verifies(signedBytes(message, signed), value);
  }

  /**
   * Returns a manifest's message with a signature.
   *
   * @param unsigned the message without one
   * @param signature whose value is not looked at
   * @param sign from bytes to their signature
   */
  public static byte[] signed(
      byte[] unsigned, StreamSignature signature, UnaryOperator<byte[]> sign) {
    byte[] field = field(signature);
    // Behind all other fields, those that this code does not know too.
    byte[] message = Arrays.copyOf(unsigned, unsigned.length + field.length);
    System.arraycopy(field, 0, message, unsigned.length, field.length);
    int length = message.length - SignerKey.SIGNATURE_BYTES;
    byte[] value = sign.apply(signedBytes(message, length));
    System.arraycopy(value, 0, message, length, value.length);
    return message;
  }

  /** The bytes that a signature takes in a message. */
  public static int bytes(int digests) {
    StreamSignature longest =
        StreamSignature.of(
            SignerKey.of(new byte[SignerKey.BYTES]),
            new byte[digests * ContentDigest.BYTES],
            StreamSignature.MAX_PER_PACKET,
            Byte.MAX_VALUE,
            new byte[SignerKey.SIGNATURE_BYTES]);
    return field(longest).length;
  }

  private static byte[] signedBytes(byte[] message, int length) {
    byte[] signed = Arrays.copyOf(DOMAIN, DOMAIN.length + length);
    System.arraycopy(message, 0, signed, DOMAIN.length, length);
    return signed;
  }
}
