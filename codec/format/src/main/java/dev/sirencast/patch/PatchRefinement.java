package dev.sirencast.patch;

import dev.sirencast.entropy.SymbolModel;

/**
 * The lowest bits of a patch's symbols, which a stream may send after a coarse patch: symbol i is
 * {@code coarse(i) 2^bits + rest(i)}, with rests from {@code -2^(bits - 1)} to {@code 2^(bits - 1)
 * - 1}, so that the coarse symbol is the nearest multiple. The rests are not copied; whoever has
 * them leaves them as they are.
 */
public final class PatchRefinement {
  /** The most bits. */
  public static final int MAX_BITS = 8;

  /** Fineness rises by so much where steps double. */
  private static final int FINENESS_A_BIT = 4;

  private final int patch;
  private final int width;
  private final int bits;
  private final short[] rests;

  PatchRefinement(int patch, int width, int bits, short[] rests) {
    this.patch = patch;
    this.width = width;
    this.bits = bits;
    this.rests = rests;
  }

  /** Whether a patch's steps can be so much coarser. */
  public static boolean isPossible(PatchSymbols fine, int bits) {
    return bits >= 1
        && bits <= MAX_BITS
        && fine.fineness() + FINENESS_A_BIT * bits <= PatchSymbols.MAX_INDEX;
  }

  /**
   * Returns a patch without its symbols' lowest bits: a patch of its own, with longer steps.
   *
   * @throws IllegalArgumentException if that is not {@link #isPossible possible}
   */
  public static PatchSymbols coarse(PatchSymbols fine, int bits) {
    short[] symbols = new short[fine.symbols().length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (short) (fine.symbols()[i] + (1 << bits - 1) >> bits);
    }
    return new PatchSymbols(
        fine.patch(),
        fine.width(),
        fine.amplitude(),
        fine.fineness() + FINENESS_A_BIT * bits,
        Math.max(0, fine.spread() - SymbolModel.A_DOUBLE * bits),
        symbols);
  }

  /** Returns what {@link #coarse} leaves out. */
  public static PatchRefinement of(PatchSymbols fine, int bits) {
    short[] rests = new short[fine.symbols().length];
    for (int i = 0; i < rests.length; i++) {
      int symbol = fine.symbols()[i];
      rests[i] = (short) (symbol - (symbol + (1 << bits - 1) >> bits << bits));
    }
    return new PatchRefinement(fine.patch(), fine.width(), bits, rests);
  }

  /** The patch's number in the grid. */
  public int patch() {
    return patch;
  }

  /** Which of the family's widths the network has, from 0 on. */
  public int width() {
    return width;
  }

  /** How many of the lowest bits these are, 1 to {@value #MAX_BITS}. */
  public int bits() {
    return bits;
  }

  /** One tensor after another. Not a copy. */
  short[] rests() {
    return rests;
  }

  /** Whether this refines a coarse patch. */
  public boolean fits(PatchSymbols coarse) {
    return coarse.patch() == patch
        && coarse.width() == width
        && !coarse.isRefined()
        && coarse.fineness() >= FINENESS_A_BIT * bits;
  }

  /**
   * Returns the patch that a coarse one and this make together.
   *
   * @param coarse one that this {@link #fits}
   */
  public PatchSymbols refine(PatchSymbols coarse) {
    short[] symbols = new short[rests.length];
    for (int i = 0; i < symbols.length; i++) {
      int symbol = (coarse.symbols()[i] << bits) + rests[i];
      symbols[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, symbol));
    }
    return PatchSymbols.refined(
        new PatchSymbols(
            patch,
            width,
            coarse.amplitude(),
            coarse.fineness() - FINENESS_A_BIT * bits,
            Math.min(255, coarse.spread() + SymbolModel.A_DOUBLE * bits),
            symbols));
  }
}
