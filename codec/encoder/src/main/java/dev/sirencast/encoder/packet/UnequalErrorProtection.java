package dev.sirencast.encoder.packet;

import dev.sirencast.format.BitPlaneRange;

/**
 * How a stream's classes of weights are protected. Immutable and thread-safe.
 *
 * <p>Classes: the <em>vital</em> tensors (the first layer, the last and all biases) and the hidden
 * layers' matrices, whose bit planes may be two classes in the error-resilient coding: the signs
 * and the highest bits of the magnitudes, and the rest.
 *
 * @param vital of the first layer, the last and all biases
 * @param hidden of the hidden layers' matrices, their lowest bits apart
 * @param lowBits how many of the lowest bits {@code low} is for, 1 to 14; 0 for none
 * @param low of the lowest bits
 */
public record UnequalErrorProtection(
    FecScheme vital, FecScheme hidden, int lowBits, FecScheme low) {
  private static final int MOST_LOW = 14;
  private static final double VITAL_DENSITY = 2;
  private static final int VITAL_CORRECTED = 16;
  private static final int HIDDEN_CORRECTED = 8;
  private static final int HIGH_BITS = 3;

  /** No repair packets and no slices. */
  public static final UnequalErrorProtection NONE = equal(FecScheme.NONE);

  /** Checks the ranges. */
  public UnequalErrorProtection {
    if (lowBits < 0 || lowBits > MOST_LOW) {
      throw new IllegalArgumentException(
          "the lowest bits are 1 to " + MOST_LOW + ", or 0 for none, got " + lowBits);
    }
  }

  /** Returns the same protection for all classes. */
  public static UnequalErrorProtection equal(FecScheme scheme) {
    return new UnequalErrorProtection(scheme, scheme, 0, FecScheme.NONE);
  }

  /**
   * Returns Reed-Solomon protection of whole bodies, twice as dense for the vital class.
   *
   * @param overhead repair packets over source packets of the hidden class, 0 to 4
   */
  public static UnequalErrorProtection ofOverhead(double overhead) {
    return new UnequalErrorProtection(
        FecScheme.ofOverhead(VITAL_DENSITY * overhead),
        FecScheme.ofOverhead(overhead),
        0,
        FecScheme.NONE);
  }

  /**
   * Returns protection against flipped bits alone: check bytes in the packets of the vital class,
   * and of the signs and two highest bits of hidden weights, which keep nearly all of a picture at
   * a bit error rate of 1e-3.
   *
   * @param bits of a hidden weight; where they are 5 or fewer, all are protected
   */
  public static UnequalErrorProtection againstFlips(int bits) {
    FecScheme vital = FecScheme.NONE.withCorrected(VITAL_CORRECTED);
    FecScheme hidden = FecScheme.NONE.withCorrected(HIDDEN_CORRECTED);
    int low = Math.min(MOST_LOW, bits - HIGH_BITS);
    return low < HIGH_BITS
        ? new UnequalErrorProtection(vital, hidden, 0, FecScheme.NONE)
        : new UnequalErrorProtection(vital, hidden, low, FecScheme.NONE);
  }

  /** The scheme of a part of the hidden matrices' symbols. */
  FecScheme hidden(BitPlaneRange part) {
    return part.isWhole() || part.skipped() >= lowBits ? hidden : low;
  }

  /** Whether there are neither repair packets nor slices nor classes of bits. */
  public boolean isNone() {
    return equals(NONE);
  }
}
