package dev.sirencast.format;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.fec.ReedSolomonCode;

/**
 * The erasure code of a packet group.
 *
 * <p>Its blocks are interleaved: source packet i and repair packet j of the group belong to the
 * blocks {@code i mod blocks} and {@code j mod blocks}, so that a burst of losses is spread over
 * all of them.
 *
 * @param repairPackets packets of the code, 0 or more, in all blocks
 * @param blocks blocks of the code, 1 or more
 * @param columns columns of a parity code, the same in all blocks; 0 for Reed-Solomon, as in the
 *     manifest
 * @param sliceBytes bytes of the slices that bodies are cut into, {@value #MIN_SLICE_BYTES} or
 *     more; 0 for whole bodies
 * @param corrected wrong bytes in every 255 of a body that are corrected, 0 to 32
 */
public record BlockCode(int repairPackets, int blocks, int columns, int sliceBytes, int corrected) {
  /**
   * The most repair packets for a source packet: twice the densest overhead there is, and the least
   * that small groups get.
   */
  public static final int MAX_REPAIRS_A_SOURCE = 8;

  /** The shortest slice. */
  public static final int MIN_SLICE_BYTES = 8;

  /** What a slice's checksum takes. */
  public static final int SLICE_CHECKSUM_BYTES = 2;

  /** The most bytes of a body and its parity bytes that are corrected together. */
  public static final int CODEWORD_BYTES = ReedSolomonCode.CODEWORD;

  /** No repair packets and no slices. */
  public static final BlockCode NONE = new BlockCode(0, 1, 0, 0, 0);

  /** Checks what does not depend on the source packets. */
  public BlockCode {
    if (repairPackets < 0 || blocks < 1 || columns < 0 || (repairPackets == 0 && columns > 0)) {
      throw new IllegalArgumentException(
          "a group has 0 repair packets or more, 1 block or more and columns of them or 0, got "
              + repairPackets
              + ", "
              + blocks
              + " and "
              + columns);
    }
    requireSlice(sliceBytes);
    requireCorrected(corrected);
  }

  /**
   * Checks a number of wrong bytes that are to be corrected in every 255.
   *
   * @throws IllegalArgumentException unless it is 0 to 32
   */
  public static void requireCorrected(int bytes) {
    if (bytes < 0 || bytes > ReedSolomonCode.MAX_CHECKS / 2) {
      throw new IllegalArgumentException(
          "0 to "
              + ReedSolomonCode.MAX_CHECKS / 2
              + " wrong bytes in 255 are corrected, got "
              + bytes);
    }
  }

  /**
   * Checks the bytes of a slice.
   *
   * @throws IllegalArgumentException unless they are 0, for whole bodies, or {@value
   *     #MIN_SLICE_BYTES} to the longest body
   */
  public static void requireSlice(int bytes) {
    if (bytes != 0 && (bytes < MIN_SLICE_BYTES || bytes > PacketFormat.MAX_BODY_BYTES)) {
      throw new IllegalArgumentException(
          "a slice has "
              + MIN_SLICE_BYTES
              + " to "
              + PacketFormat.MAX_BODY_BYTES
              + " bytes, got "
              + bytes);
    }
  }

  /** Returns the Reed-Solomon code with {@code repairPackets} in all blocks together. */
  public static BlockCode reedSolomon(int repairPackets, int blocks) {
    return new BlockCode(repairPackets, blocks, 0, 0, 0);
  }

  /** Returns the parity code of blocks that are rectangles. */
  public static BlockCode parity(int blocks, int rows, int columns) {
    return new BlockCode(blocks * (rows + columns), blocks, columns, 0, 0);
  }

  /** This code over bodies with such slices and parity bytes. */
  public BlockCode withBodies(int sliceBytes, int corrected) {
    return new BlockCode(repairPackets, blocks, columns, sliceBytes, corrected);
  }

  private boolean isParity() {
    return columns > 0;
  }

  void requireFits(int sourcePackets) {
    if (blocks > sourcePackets) {
      throw new IllegalArgumentException(
          blocks + " blocks cannot hold " + sourcePackets + " source packets");
    }
    if (repairPackets > MAX_REPAIRS_A_SOURCE * (long) sourcePackets
        || (isParity() && repairPackets % blocks != 0)) {
      throw new IllegalArgumentException(
          sourcePackets
              + " source packets in "
              + blocks
              + " blocks have no "
              + repairPackets
              + " repair packets");
    }
    if (repairPackets > 0) {
      code(sourcePackets, 0); // the largest block
    }
  }

  /** The code of a block, of a group of so many source packets. */
  ErasureCode code(int sourcePackets, int block) {
    int sources = inBlock(sourcePackets, block);
    int repairs = inBlock(repairPackets, block);
    return isParity()
        ? ErasureCode.parity(sources, repairs - columns, columns)
        : ErasureCode.reedSolomon(sources, repairs);
  }

  private int inBlock(int packets, int block) {
    return (int) (((long) packets - block + blocks - 1) / blocks);
  }
}
