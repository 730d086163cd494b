package dev.sirencast.encoder.packet;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BlockCode;

/**
 * How the packets of a class of weights are protected. Immutable and thread-safe.
 *
 * <p>{@linkplain #reedSolomon Reed-Solomon}: m repair packets for every k source packets; a class
 * of n source packets is dealt to {@code max(depth, ceil(n / k))} interleaved blocks and gets
 * {@code ceil(m n / k)} repair packets. {@linkplain #parity Parity}: blocks of rows times columns
 * packets, with a repair packet for every row and every column.
 *
 * <p>Slices: bodies are cut into so many bytes with a checksum each ({@code BodyLengths}), and what
 * the code restores is slices, so that a flipped bit costs one and not its packet.
 *
 * <p>Correction: bodies carry the check bytes of a code of their own ({@code ReedSolomonCode}),
 * which finds and puts right some wrong bytes in every 255 without any other packet.
 *
 * @param sources source packets of a block, 1 or more
 * @param repairs their repair packets, 0 or more
 * @param columns columns of a parity code's rectangle; 0 for Reed-Solomon
 * @param depth the least number of interleaved blocks, 1 or more
 * @param sliceBytes bytes of a slice, {@value #MIN_SLICE_BYTES} or more; 0 for whole bodies
 * @param corrected wrong bytes that every 255 of a body can have and be put right, 0 to 32; twice
 *     as many of them are check bytes
 */
public record FecScheme(
    int sources, int repairs, int columns, int depth, int sliceBytes, int corrected) {
  /** The shortest slice. */
  public static final int MIN_SLICE_BYTES = BlockCode.MIN_SLICE_BYTES;

  /** No repair packets and no slices. */
  public static final FecScheme NONE = new FecScheme(ErasureCode.MAX_SYMBOLS, 0, 0, 1, 0, 0);

  /** Checks the ranges. */
  public FecScheme {
    if (columns == 0) {
      ErasureCode.reedSolomon(sources, repairs);
    } else {
      ErasureCode.parity(sources, repairs - columns, columns);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("the interleaving depth is 1 or more, got " + depth);
    }
    BlockCode.requireSlice(sliceBytes);
    BlockCode.requireCorrected(corrected);
  }

  /**
   * Returns Reed-Solomon with m = {@code repairs} for every k = {@code sources}.
   *
   * @throws IllegalArgumentException unless k is 1 or more, m 0 or more and k + m at most 255
   */
  public static FecScheme reedSolomon(int sources, int repairs) {
    return new FecScheme(sources, repairs, 0, 1, 0, 0);
  }

  /**
   * Returns Reed-Solomon in blocks as long as they can be.
   *
   * @param overhead repair packets over source packets, 0 to 8
   */
  public static FecScheme ofOverhead(double overhead) {
    int sources = (int) (ErasureCode.MAX_SYMBOLS / (1 + overhead));
    int repairs = (int) Math.ceil(overhead * sources - 1e-9);
    return reedSolomon(sources, Math.min(repairs, ErasureCode.MAX_SYMBOLS - sources));
  }

  /**
   * Returns parity over rectangles of packets.
   *
   * @throws IllegalArgumentException unless both are 1 or more and all packets of a block at most
   *     255
   */
  public static FecScheme parity(int rows, int columns) {
    long sources = (long) rows * columns;
    int bounded = (int) Math.max(0, Math.min(sources, Short.MAX_VALUE));
    return new FecScheme(bounded, rows + columns, columns, 1, 0, 0);
  }

  /** This scheme with at least so many interleaved blocks. */
  public FecScheme withDepth(int blocks) {
    return new FecScheme(sources, repairs, columns, blocks, sliceBytes, corrected);
  }

  /** This scheme with slices of so many bytes, or 0 for whole bodies. */
  public FecScheme withSliceBytes(int bytes) {
    return new FecScheme(sources, repairs, columns, depth, bytes, corrected);
  }

  /** This scheme with bodies in which so many wrong bytes of every 255 are put right. */
  public FecScheme withCorrected(int bytes) {
    return new FecScheme(sources, repairs, columns, depth, sliceBytes, bytes);
  }

  /** The code of a class of so many source packets. */
  BlockCode code(int packets) {
    if (repairs == 0) {
      return new BlockCode(0, 1, 0, sliceBytes, corrected);
    }
    int blocks = Math.min(packets, Math.max(depth, (packets + sources - 1) / sources));
    if (columns == 0) {
      int needed = (int) (((long) repairs * packets + sources - 1) / sources);
      return new BlockCode(needed, blocks, 0, sliceBytes, corrected);
    }
    int inBlock = (packets + blocks - 1) / blocks;
    int width = Math.min(columns, inBlock);
    int rows = (inBlock + width - 1) / width;
    return new BlockCode(blocks * (rows + width), blocks, width, sliceBytes, corrected);
  }
}
