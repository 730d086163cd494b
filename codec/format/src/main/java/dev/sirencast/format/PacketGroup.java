package dev.sirencast.format;

import dev.sirencast.fec.ErasureCode;
import java.util.List;

/**
 * Tensors, or parts of their symbols, that share source packets and their protection.
 *
 * @param tensors the tensors' numbers, in the order in which their symbols follow each other; none
 *     in the group of the patches
 * @param part which bits of the symbols the packets hold
 * @param sourcePackets packets that hold symbols, 1 or more
 * @param bodyBytes the longest source body in bytes, slices' checksums apart; 0 in error-resilient
 *     coding, where it follows from the tensors
 * @param code what the repair packets hold
 */
public record PacketGroup(
    List<Integer> tensors, BitPlaneRange part, int sourcePackets, int bodyBytes, BlockCode code) {
  /** Checks the ranges. */
  public PacketGroup {
    tensors = List.copyOf(tensors);
    if (sourcePackets < 1) {
      throw new IllegalArgumentException(
          "a packet group has 1 source packet or more, got " + sourcePackets);
    }
    code.requireFits(sourcePackets);
    if (bodyBytes < 0 || bodyBytes > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a body has 0 to " + PacketFormat.MAX_BODY_BYTES + " bytes, got " + bodyBytes);
    }
  }

  /** Returns the group of a stream's patches. */
  public static PacketGroup ofPatches(int sourcePackets, int bodyBytes, BlockCode code) {
    return new PacketGroup(List.of(), BitPlaneRange.WHOLE, sourcePackets, bodyBytes, code);
  }

  /** Whether the packets hold whole patches instead of tensors' symbols. */
  public boolean isOfPatches() {
    return tensors.isEmpty();
  }

  /** Packets of the erasure code. */
  public int repairPackets() {
    return code.repairPackets();
  }

  /** The erasure code of a block. */
  public ErasureCode code(int block) {
    return code.code(sourcePackets, block);
  }
}
