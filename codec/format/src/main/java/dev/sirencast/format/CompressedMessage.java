package dev.sirencast.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.sirencast.signal.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A protobuf message as a packet's body: compressed with zstd where that is shorter. No message of
 * the stream's begins as zstd's frames do.
 */
public final class CompressedMessage {
  private static final int MAX_MESSAGE_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 19;
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private CompressedMessage() {}

  /**
   * Returns the body of a message.
   *
   * @param what it is, for the refusal
   * @throws IllegalArgumentException if the body does not fit one packet, or the message is longer
   *     than receivers take
   */
  static byte[] body(byte[] message, String what) {
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          what + " has " + message.length + " bytes, receivers take " + MAX_MESSAGE_BYTES);
    }
    byte[] compressed = Zstd.compress(message, ZSTD_LEVEL);
    byte[] body = compressed.length < message.length ? compressed : message;
    if (body.length > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          what
              + " takes "
              + body.length
              + " bytes and must fit one packet of "
              + PacketFormat.MAX_BODY_BYTES);
    }
    return body;
  }

  /**
   * Returns the message in a body, however it is stored.
   *
   * @param what it is, for the refusal
   * @throws InvalidStreamException if it is not zstd data, or declares too many bytes
   */
  static byte[] message(byte[] body, String what) throws InvalidStreamException {
    if (!isCompressed(body)) {
      return body;
    }
    long size = Zstd.getFrameContentSize(body);
    if (size < 1 || size > MAX_MESSAGE_BYTES) {
      throw new InvalidStreamException(
          what + " declares " + size + " bytes, expected 1 to " + MAX_MESSAGE_BYTES);
    }
    try {
      byte[] message = Zstd.decompress(body, (int) size);
      if (message.length != size) {
        throw new InvalidStreamException(what + " is shorter than it declares");
      }
      return message;
    } catch (ZstdException e) {
      throw new InvalidStreamException(what + " is not zstd data: " + e.getMessage());
    }
  }

  private static boolean isCompressed(byte[] body) {
    return body.length >= ZSTD_MAGIC.length
        && Arrays.equals(body, 0, ZSTD_MAGIC.length, ZSTD_MAGIC, 0, ZSTD_MAGIC.length);
  }

  /** The first four bytes of a message's SHA-256, before compression. */
  public static int digest(byte[] message) {
    return ByteBuffer.wrap(Sha256.create().digest(message)).getInt();
  }
}
