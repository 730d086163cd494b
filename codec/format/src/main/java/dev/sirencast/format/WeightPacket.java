package dev.sirencast.format;

import java.util.Objects;

/**
 * One packet of a stream: where it belongs, and its body. Immutable and thread-safe.
 *
 * <p>Packets stand alone: with the stream's manifest, any one of them can be used without the
 * others, in any order, any number of times.
 */
public final class WeightPacket {
  private final PacketKind kind;
  private final int streamId;
  private final int number;
  private final byte[] body;

  private WeightPacket(PacketKind kind, int streamId, int number, byte[] body) {
    this.kind = Objects.requireNonNull(kind);
    this.streamId = streamId;
    this.number = number;
    this.body = body;
  }

  /**
   * Returns a packet that holds a copy of {@code body}.
   *
   * @param streamId any 32 bits
   * @param number the packet's number within its kind, 0 to {@link PacketFormat#MAX_NUMBER}
   * @param body at most {@link PacketFormat#MAX_BODY_BYTES} bytes
   */
  public static WeightPacket of(PacketKind kind, int streamId, int number, byte[] body) {
    if (number < 0 || number > PacketFormat.MAX_NUMBER) {
      throw new IllegalArgumentException(
          "a packet's number is 0 to " + PacketFormat.MAX_NUMBER + ", got " + number);
    }
    if (body.length > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a packet's body has at most "
              + PacketFormat.MAX_BODY_BYTES
              + " bytes, got "
              + body.length);
    }
    return new WeightPacket(kind, streamId, number, body.clone());
  }

  /** What the body holds. */
  public PacketKind kind() {
    return kind;
  }

  /** The stream that the packet belongs to. */
  public int streamId() {
    return streamId;
  }

  /** The packet's number among those of its kind. */
  public int number() {
    return number;
  }

  /** The body's length in bytes. */
  public int bodyLength() {
    return body.length;
  }

  /** A copy of the body. */
  public byte[] body() {
    return body.clone();
  }
}
