package dev.sirencast.format;

import dev.sirencast.quantization.QuantizedTensor;

/**
 * Which bits of its tensors' symbols a packet group carries, so that a stream's first packets can
 * hold a coarse version of all weights and later ones refine it.
 *
 * <p>A symbol s in two's complement, without its lowest k bits, is the whole number {@code floor(s
 * / 2^k)}: the coarse part. A refining part holds the bits from k up to those that the parts before
 * it hold; read as a two's complement number of its own, they are coded like the others. Immutable
 * and thread-safe.
 *
 * @param skipped k, how many of the lowest bits are left to later groups
 * @param refining how many bits above them the part holds, below those that earlier groups hold; 0
 *     for all bits up to the sign, which makes it the first part
 */
public record BitPlaneRange(int skipped, int refining) {
  /** The symbols as they are. */
  public static final BitPlaneRange WHOLE = new BitPlaneRange(0, 0);

  private static final int WORD = 32;

  /** Checks the ranges. */
  public BitPlaneRange {
    if (skipped < 0 || refining < 0 || (long) skipped + refining >= QuantizedTensor.MAX_BITS) {
      throw new IllegalArgumentException(
          "a part skips and refines fewer than "
              + QuantizedTensor.MAX_BITS
              + " bits of a symbol, got "
              + skipped
              + " and "
              + refining);
    }
  }

  /** Whether it is all of the symbols. */
  public boolean isWhole() {
    return skipped == 0 && refining == 0;
  }

  /** The bits of a part of a symbol of {@code bits} bits; below 1 if it has none. */
  int bits(int bits) {
    return refining > 0 ? Math.min(refining, bits - skipped - 1) : bits - skipped;
  }

  /** Returns the parts of some symbols. */
  public short[] of(short[] symbols) {
    short[] parts = new short[symbols.length];
    for (int i = 0; i < parts.length; i++) {
      int part = symbols[i] >> skipped;
      parts[i] = (short) (refining == 0 ? part : part << WORD - refining >> WORD - refining);
    }
    return parts;
  }

  /**
   * Returns a symbol with what a part says of it.
   *
   * @param known the symbol as far as the parts before say, its other bits 0
   */
  public int join(int known, int part) {
    return refining == 0 ? part << skipped : known | (part & (1 << refining) - 1) << skipped;
  }
}
