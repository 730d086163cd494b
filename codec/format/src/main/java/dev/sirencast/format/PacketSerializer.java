package dev.sirencast.format;

import static dev.sirencast.format.PacketFormat.BODY_CHECKSUM_AT;
import static dev.sirencast.format.PacketFormat.HEADER_BYTES;
import static dev.sirencast.format.PacketFormat.HEADER_CHECKSUM_AT;
import static dev.sirencast.format.PacketFormat.LENGTH_BITS;
import static dev.sirencast.format.PacketFormat.MAGIC;
import static dev.sirencast.format.PacketFormat.MAGIC_AT;
import static dev.sirencast.format.PacketFormat.MAX_BODY_BYTES;
import static dev.sirencast.format.PacketFormat.NUMBER_AND_LENGTH_AT;
import static dev.sirencast.format.PacketFormat.STREAM_ID_AT;
import static dev.sirencast.format.PacketFormat.VERSION;
import static dev.sirencast.format.PacketFormat.VERSION_AND_KIND_AT;

import dev.sirencast.format.ParsedPacket.Reason;
import dev.sirencast.format.checksum.Crc32c;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Packets to frames and back, laid out as {@link PacketFormat} draws it. Thread-safe. */
public final class PacketSerializer {
  private static final PacketKind[] KINDS = PacketKind.values();

  private PacketSerializer() {}

  /** Returns the frame of a packet. */
  public static byte[] serialize(WeightPacket packet) {
    byte[] body = packet.body();
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length);
    frame.put(MAGIC_AT, MAGIC);
    frame.put(VERSION_AND_KIND_AT, (byte) (VERSION << 4 | packet.kind().ordinal()));
    frame.putInt(STREAM_ID_AT, packet.streamId());
    frame.putInt(NUMBER_AND_LENGTH_AT, packet.number() << LENGTH_BITS | body.length);
    frame.putInt(BODY_CHECKSUM_AT, Crc32c.of(body, 0, body.length));
    frame.putInt(HEADER_CHECKSUM_AT, Crc32c.of(frame.array(), 0, HEADER_CHECKSUM_AT));
    frame.put(HEADER_BYTES, body);
    return frame.array();
  }

  /** Returns what a frame holds; never throws, whatever the bytes. */
  public static ParsedPacket parse(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || frame.get(MAGIC_AT) != MAGIC) {
      return new ParsedPacket.Unreadable(Reason.NOT_A_FRAME);
    }
    if (!isHeader(bytes, 0)) {
      return new ParsedPacket.Unreadable(Reason.HEADER_CHECKSUM);
    }
    int version = frame.get(VERSION_AND_KIND_AT) >> 4 & 0xf;
    int kind = frame.get(VERSION_AND_KIND_AT) & 0xf;
    if (version != VERSION || kind >= KINDS.length) {
      return new ParsedPacket.Unreadable(Reason.UNKNOWN_VERSION);
    }
    int length = bytes.length - HEADER_BYTES;
    if (bodyLength(bytes, 0) != length || length > MAX_BODY_BYTES) {
      return new ParsedPacket.Unreadable(Reason.BODY_LENGTH);
    }
    WeightPacket packet =
        WeightPacket.of(
            KINDS[kind],
            frame.getInt(STREAM_ID_AT),
            frame.getInt(NUMBER_AND_LENGTH_AT) >>> LENGTH_BITS,
            Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    int checksum = frame.getInt(BODY_CHECKSUM_AT);
    return checksum == Crc32c.of(bytes, HEADER_BYTES, length)
        ? new ParsedPacket.Intact(packet)
        : new ParsedPacket.Damaged(packet, checksum);
  }

  /** Whether an undamaged header stands at {@code offset}. */
  static boolean isHeader(byte[] bytes, int offset) {
    return bytes.length - offset >= HEADER_BYTES
        && bytes[offset] == MAGIC
        && ByteBuffer.wrap(bytes).getInt(offset + HEADER_CHECKSUM_AT)
            == Crc32c.of(bytes, offset, HEADER_CHECKSUM_AT);
  }

  /** The body length that the header at {@code offset} declares, 0 to 2,047. */
  static int bodyLength(byte[] bytes, int offset) {
    int field = ByteBuffer.wrap(bytes).getInt(offset + NUMBER_AND_LENGTH_AT);
    return field & ((1 << LENGTH_BITS) - 1);
  }
}
