package dev.sirencast.codec;

import java.util.Arrays;

/**
 * The lengths of a group's bodies, and how bodies of different lengths share an erasure code, which
 * needs them equal: in the compact lane each is preceded by its length in two bytes and followed by
 * zeros up to the longest. Immutable and thread-safe.
 *
 * @param lane the stream's lane
 * @param source the longest source body in bytes
 */
record BodyLengths(Lane lane, int source) {
  /** What a body's length takes. */
  static final int PREFIX_BYTES = 2;

  /** The bytes that a body of a lane grows by in its erasure code. */
  static int prefix(Lane lane) {
    return lane == Lane.FIXED_WIDTH ? 0 : PREFIX_BYTES;
  }

  static BodyLengths of(StreamManifest manifest, PacketGroup group) {
    if (manifest.lane() != Lane.FIXED_WIDTH) {
      return new BodyLengths(manifest.lane(), group.bodyBytes());
    }
    GroupLayout layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
    return new BodyLengths(manifest.lane(), layout.fixedBodyBytes(group.sourcePackets()));
  }

  /** The length of a repair body. */
  int repair() {
    return source + prefix(lane);
  }

  /** Whether a body of this length can be a packet's. */
  boolean allows(PacketKind kind, int length) {
    if (kind == PacketKind.REPAIR) {
      return length == repair();
    }
    return lane == Lane.FIXED_WIDTH ? length == source : length <= source;
  }

  /** A body as the erasure code takes it. */
  byte[] padded(byte[] body) {
    int prefix = prefix(lane);
    byte[] padded = new byte[repair()];
    if (prefix > 0) {
      padded[0] = (byte) (body.length >> 8);
      padded[1] = (byte) body.length;
    }
    System.arraycopy(body, 0, padded, prefix, body.length);
    return padded;
  }

  /** A body out of what the erasure code gave; nothing can make this throw. */
  byte[] unpadded(byte[] padded) {
    if (prefix(lane) == 0) {
      return padded;
    }
    int length = (padded[0] & 0xff) << 8 | padded[1] & 0xff;
    return Arrays.copyOfRange(padded, PREFIX_BYTES, PREFIX_BYTES + Math.min(length, source));
  }
}
