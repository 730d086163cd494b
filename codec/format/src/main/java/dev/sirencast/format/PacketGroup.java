package dev.sirencast.format;

import dev.sirencast.fec.ErasureCode;
import java.util.List;

/**
 * Tensors, or parts of their symbols, that share source packets and their protection.
 *
 * @param tensors the tensors' numbers, in the order in which their symbols follow each other
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
    if (tensors.isEmpty() || sourcePackets < 1) {
      throw new IllegalArgumentException(
          "a packet group has tensors and 1 source packet or more, got "
              + tensors.size()
              + " and "
              + sourcePackets);
    }
    code.requireFits(sourcePackets);
    if (bodyBytes < 0 || bodyBytes > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a body has 0 to " + PacketFormat.MAX_BODY_BYTES + " bytes, got " + bodyBytes);
    }
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
