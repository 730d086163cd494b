package dev.sirencast.receiver;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A frame's header, read by hand as docs/format.md draws it. */
record PacketHeader(int kind, int streamId, int number, int length, int checksum) {
  private static final String[] KINDS = {"manifest", "source", "repair", "metadata", "digests"};
  private static final int LENGTH_BITS = 11;

  static PacketHeader of(byte[] frame) {
    ByteBuffer header = ByteBuffer.wrap(frame);
    int numberAndLength = header.getInt(6);
    return new PacketHeader(
        header.get(1) & 0xf,
        header.getInt(2),
        numberAndLength >>> LENGTH_BITS,
        numberAndLength & (1 << LENGTH_BITS) - 1,
        header.getInt(10));
  }

  boolean isSource(int source) {
    return kind == 1 && number == source;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KINDS[kind]);
    map.put("number", number);
    map.put("stream_id", hex(streamId));
    map.put("body_length", length);
    map.put("body_crc32c", hex(checksum));
    return map;
  }

  static String hex(int value) {
    return String.format("%08x", value);
  }
}
