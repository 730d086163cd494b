package dev.sirencast.encoder.packet;

import dev.sirencast.format.BitPlaneRange;

/**
 * How a stream's classes of weights are protected. Immutable and thread-safe.
 *
 * <p>Classes: the <em>high-priority</em> tensors (the first layer, the last and all biases) and the
 * hidden layers' matrices, whose bit planes may be two classes in the error-resilient coding: the
 * signs and the highest bits of the magnitudes, and the rest.
 *
 * @param highPriority of the first layer, the last and all biases
 * @param matrices of the hidden layers' matrices, their lowest bits apart
 * @param lowBits how many of the lowest bits {@code low} is for, 1 to 14; 0 for none
 * @param low of the lowest bits
 */
public record UnequalErrorProtection(
    FecScheme highPriority, FecScheme matrices, int lowBits, FecScheme low) {
  private static final int MAX_LOW = 14;
  private static final double HIGH_PRIORITY_DENSITY = 2;
  private static final int HIGH_PRIORITY_CORRECTED = 16;
  private static final int MATRICES_CORRECTED = 8;
  private static final int HIGH_BITS = 3;
  private static final int BASE_CORRECTED = 32;
  private static final int PATCHES_CORRECTED = 12;
  private static final int PATCHES_LOW = 3;

  /** No repair packets and no slices. */
  public static final UnequalErrorProtection NONE = equal(FecScheme.NONE);

  /** Checks the ranges. */
  public UnequalErrorProtection {
    if (lowBits < 0 || lowBits > MAX_LOW) {
      throw new IllegalArgumentException(
          "the lowest bits are 1 to " + MAX_LOW + ", or 0 for none, got " + lowBits);
    }
  }

  /** Returns the same protection for all classes. */
  public static UnequalErrorProtection equal(FecScheme scheme) {
    return new UnequalErrorProtection(scheme, scheme, 0, FecScheme.NONE);
  }

  /**
   * Returns Reed-Solomon protection of whole bodies, twice as dense for the high-priority class.
   *
   * @param overhead repair packets over source packets of the class of the matrices, 0 to 4
   */
  public static UnequalErrorProtection ofOverhead(double overhead) {
    return new UnequalErrorProtection(
        FecScheme.ofOverhead(HIGH_PRIORITY_DENSITY * overhead),
        FecScheme.ofOverhead(overhead),
        0,
        FecScheme.NONE);
  }

  /**
   * Returns protection against flipped bits alone: parity bytes in the packets of the high-priority
   * class, and of the signs and two highest bits of hidden weights, which keep nearly all of a
   * picture at a bit error rate of 1e-3.
   *
   * @param bits of a hidden weight; where they are 5 or fewer, all are protected
   */
  public static UnequalErrorProtection againstFlips(int bits) {
    FecScheme highPriority = FecScheme.NONE.withCorrected(HIGH_PRIORITY_CORRECTED);
    FecScheme matrices = FecScheme.NONE.withCorrected(MATRICES_CORRECTED);
    int low = Math.min(MAX_LOW, bits - HIGH_BITS);
    return low < HIGH_BITS
        ? new UnequalErrorProtection(highPriority, matrices, 0, FecScheme.NONE)
        : new UnequalErrorProtection(highPriority, matrices, low, FecScheme.NONE);
  }

  /**
   * Returns the same for error-resilient patches, every weight of which matters as much: the higher
   * bits of their symbols have parity bytes, the lowest {@value #PATCHES_LOW} have none, and the
   * base has the most there can be.
   */
  public static UnequalErrorProtection patchesAgainstFlips() {
    return patchesAgainstFlips(FecScheme.NONE, FecScheme.NONE);
  }

  /** Returns the same with repair packets. */
  public static UnequalErrorProtection patchesAgainstFlips(FecScheme base, FecScheme patches) {
    return new UnequalErrorProtection(
        base.withCorrected(BASE_CORRECTED),
        patches.withCorrected(PATCHES_CORRECTED),
        PATCHES_LOW,
        FecScheme.NONE);
  }

  /** The scheme of a part of the hidden matrices' symbols. */
  FecScheme matrices(BitPlaneRange part) {
    return part.isWhole() || part.skipped() >= lowBits ? matrices : low;
  }

  /** Whether there are neither repair packets nor slices nor classes of bits. */
  public boolean isNone() {
    return equals(NONE);
  }
}
