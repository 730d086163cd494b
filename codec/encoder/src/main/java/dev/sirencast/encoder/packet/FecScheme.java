package dev.sirencast.encoder.packet;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BlockCode;

/**
 * How the packets of a class of weights are protected: by repair packets among them, and by what
 * each carries itself. Immutable and thread-safe.
 *
 * <p>Slices: bodies are cut into pieces with a checksum each ({@code BodyFraming}), and what the
 * code restores is slices, so that a flipped bit costs one and not its packet.
 *
 * <p>Correction: bodies carry the parity bytes of a code of their own ({@code ReedSolomonCode}),
 * which finds and puts right some wrong bytes in every 255 without any other packet.
 *
 * @param repair what the repair packets are
 * @param depth the least number of interleaved blocks, 1 or more
 * @param sliceBytes bytes of a slice, {@value BlockCode#MIN_SLICE_BYTES} or more; 0 for whole
 *     bodies
 * @param corrected wrong bytes in every 255 of a body that are corrected, 0 to 32; twice as many of
 *     them are parity bytes
 */
public record FecScheme(RepairCode repair, int depth, int sliceBytes, int corrected) {
  /** No repair packets and no slices. */
  public static final FecScheme NONE = of(RepairCode.none());

  /** Checks the ranges. */
  public FecScheme {
    if (depth < 1) {
      throw new IllegalArgumentException("the interleaving depth is 1 or more, got " + depth);
    }
    BlockCode.requireSlice(sliceBytes);
    BlockCode.requireCorrected(corrected);
  }

  /** Returns a code over whole bodies. */
  public static FecScheme of(RepairCode repair) {
    return new FecScheme(repair, 1, 0, 0);
  }

  /**
   * Returns Reed-Solomon with m = {@code repairs} for every k = {@code sources}.
   *
   * @throws IllegalArgumentException unless k is 1 or more, m 0 or more and k + m at most 255
   */
  public static FecScheme reedSolomon(int sources, int repairs) {
    return of(RepairCode.reedSolomon(sources, repairs));
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
    return of(RepairCode.parity(rows, columns));
  }

  /** This scheme with at least so many interleaved blocks. */
  public FecScheme withDepth(int blocks) {
    return new FecScheme(repair, blocks, sliceBytes, corrected);
  }

  /** This scheme with slices of {@code bytes} bytes, or 0 for whole bodies. */
  public FecScheme withSliceBytes(int bytes) {
    return new FecScheme(repair, depth, bytes, corrected);
  }

  /** This scheme with bodies in which {@code bytes} wrong bytes of every 255 are corrected. */
  public FecScheme withCorrected(int bytes) {
    return new FecScheme(repair, depth, sliceBytes, bytes);
  }

  /** The code of a class of so many source packets. */
  BlockCode code(int packets) {
    return repair.over(packets, depth).withBodies(sliceBytes, corrected);
  }
}
