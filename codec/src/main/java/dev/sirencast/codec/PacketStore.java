package dev.sirencast.codec;

import dev.sirencast.codec.Depacketizer.FrameState;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The bodies of packets that belong together, as far as they arrived. Not thread-safe. */
final class PacketStore {
  private final byte[][] bodies;
  private final BitSet intact = new BitSet();
  private final BitSet damaged = new BitSet();

  PacketStore(int packets) {
    bodies = new byte[packets][];
  }

  /** The number of packets there can be. */
  int packets() {
    return bodies.length;
  }

  /**
   * Takes a packet's body; an intact one replaces a damaged one, otherwise the first stays.
   *
   * @param body the body to keep, or null to note only that the packet arrived damaged
   */
  FrameState put(int number, byte @Nullable [] body, boolean isIntact) {
    if (intact.get(number) || (!isIntact && bodies[number] != null)) {
      return FrameState.DUPLICATE;
    }
    (isIntact ? intact : damaged).set(number);
    bodies[number] = body;
    return body == null ? FrameState.DROPPED_POLICY : FrameState.ACCEPTED;
  }

  /** Takes back that a packet arrived intact: its checksum is right and its body is none. */
  void refuse(int number) {
    if (intact.get(number)) {
      intact.clear(number);
      damaged.set(number);
    }
  }

  boolean isIntact(int number) {
    return intact.get(number);
  }

  /** Whether the packet arrived, but never intact. */
  boolean isDamaged(int number) {
    return damaged.get(number) && !intact.get(number);
  }

  /** How many packets arrived intact. */
  int intact() {
    return intact.cardinality();
  }

  /** The intact body, or the damaged one that was kept, or null. */
  byte @Nullable [] body(int number) {
    return bodies[number];
  }

  /** The intact body, or null. */
  byte @Nullable [] intactBody(int number) {
    return intact.get(number) ? bodies[number] : null;
  }
}
