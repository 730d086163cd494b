package dev.sirencast.codec;

import java.util.List;

/**
 * Tensors that share source packets and their protection.
 *
 * <p>The code's blocks are interleaved: source packet i and repair packet j of the group belong to
 * the blocks {@code i mod blocks} and {@code j mod blocks}, so that a burst of losses is spread
 * over all of them.
 *
 * @param tensors the tensors' numbers, in the order in which their symbols follow each other
 * @param sourcePackets packets that hold symbols, 1 or more
 * @param repairPackets packets of the erasure code, 0 or more
 * @param blocks blocks of the erasure code, 1 to {@code sourcePackets}
 * @param bodyBytes the longest source body in bytes; 0 in the fixed-width lane, where it follows
 *     from the tensors
 * @param part which bits of the symbols the packets hold
 */
public record PacketGroup(
    List<Integer> tensors,
    int sourcePackets,
    int repairPackets,
    int blocks,
    int bodyBytes,
    SymbolPart part) {
  // Twice the densest overhead there is, and the least that small groups get.
  private static final int MAX_REPAIRS_A_SOURCE = 8;

  /** Checks the ranges. */
  public PacketGroup {
    tensors = List.copyOf(tensors);
    if (tensors.isEmpty() || sourcePackets < 1 || repairPackets < 0) {
      throw new IllegalArgumentException(
          "a packet group has tensors, 1 source packet or more and 0 repair packets or more, got "
              + tensors.size()
              + ", "
              + sourcePackets
              + " and "
              + repairPackets);
    }
    if (blocks < 1 || blocks > sourcePackets) {
      throw new IllegalArgumentException(
          blocks + " blocks cannot hold " + sourcePackets + " source packets");
    }
    if (repairPackets > MAX_REPAIRS_A_SOURCE * (long) sourcePackets) {
      throw new IllegalArgumentException(
          sourcePackets + " source packets have no " + repairPackets + " repair packets");
    }
    if (repairPackets > 0
        && Math.addExact(inBlock(sourcePackets, blocks, 0), inBlock(repairPackets, blocks, 0))
            > ErasureCode.MAX_SYMBOLS) {
      throw new IllegalArgumentException(
          sourcePackets
              + " source and "
              + repairPackets
              + " repair packets do not fit "
              + blocks
              + " blocks of "
              + ErasureCode.MAX_SYMBOLS);
    }
    if (bodyBytes < 0 || bodyBytes > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a body has 0 to " + PacketFormat.MAX_BODY_BYTES + " bytes, got " + bodyBytes);
    }
  }

  /** A group whose packets hold whole symbols. */
  public PacketGroup(
      List<Integer> tensors, int sourcePackets, int repairPackets, int blocks, int bodyBytes) {
    this(tensors, sourcePackets, repairPackets, blocks, bodyBytes, SymbolPart.WHOLE);
  }

  /** The source packets of a block. */
  int sourcesInBlock(int block) {
    return inBlock(sourcePackets, blocks, block);
  }

  /** The repair packets of a block. */
  int repairsInBlock(int block) {
    return inBlock(repairPackets, blocks, block);
  }

  private static int inBlock(int packets, int blocks, int block) {
    return (packets - block + blocks - 1) / blocks;
  }
}
