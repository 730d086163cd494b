package dev.sirencast.receiver;

import dev.sirencast.receiver.Depacketizer.FrameState;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The bodies of packets that belong together, as far as they arrived. Not thread-safe. */
final class PacketStore {
  private final byte[][] bodies;
  private final MajorityVoting[] copies;
  private final BitSet intact = new BitSet();
  private final BitSet damaged = new BitSet();

  PacketStore(int packets) {
    bodies = new byte[packets][];
    copies = new MajorityVoting[packets];
  }

  /** The number of packets there can be. */
  int packets() {
    return bodies.length;
  }

  /** Takes a packet that arrived intact. */
  FrameState putIntact(int number, byte[] body) {
    if (intact.get(number)) {
      return FrameState.DUPLICATE;
    }
    intact.set(number);
    bodies[number] = body;
    return FrameState.ACCEPTED;
  }

  /** Takes a packet that arrived damaged, and whose body was put right. */
  FrameState putCorrected(int number, byte[] body) {
    if (bodies[number] != null) {
      return FrameState.DUPLICATE;
    }
    damaged.set(number);
    bodies[number] = body;
    return FrameState.ACCEPTED;
  }

  /**
   * Takes a packet that arrived damaged.
   *
   * @param checksum of the body as it was sent
   * @param keep whether its body may be of use
   */
  FrameState putDamaged(int number, byte[] body, int checksum, boolean keep) {
    if (bodies[number] != null) {
      return FrameState.DUPLICATE;
    }
    damaged.set(number);
    if (!keep) {
      return FrameState.DROPPED_POLICY;
    }
    if (copies[number] != null) {
      copies[number].add(checksum, body);
      return FrameState.DUPLICATE;
    }
    copies[number] = new MajorityVoting(checksum, body);
    return FrameState.ACCEPTED;
  }

  /** Takes back that a packet's body is exact: its checksum is right and it is none. */
  void refuse(int number) {
    if (bodies[number] != null) {
      bodies[number] = null;
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

  /** Whether every packet arrived intact or was put right. */
  boolean isComplete() {
    return !Arrays.asList(bodies).contains(null);
  }

  /** The body that arrived intact or was put right, or null. */
  byte @Nullable [] exactBody(int number) {
    return bodies[number];
  }

  /** The damaged copies that were kept, or null. */
  @Nullable MajorityVoting damagedCopies(int number) {
    return copies[number];
  }
}
