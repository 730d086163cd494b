package dev.sirencast.patch;

import dev.sirencast.entropy.SymbolModel;

/**
 * A patch's network as whole numbers: weight i of the network is {@code initial(i) + symbols(i)
 * step}, with the step of its tensor, times {@code 2^((fineness - 32) / 4)}; in {@link
 * FloatPatches} symbols are the weights' bits. The symbols are not copied; whoever has them leaves
 * them as they are.
 */
public final class PatchSymbols {
  /** The fineness at which steps are the tensors' own. */
  public static final int COMMON_FINENESS = 32;

  /** The spread at which deviations are the tensors' own. */
  public static final int COMMON_SPREAD = 128;

  /** The largest index of an amplitude, and of a fineness. */
  public static final int MAX_INDEX = 63;

  private static final int A_DOUBLE = 4;

  private final int patch;
  private final int width;
  private final int amplitude;
  private final int fineness;
  private final int spread;
  private final short[] symbols;
  private final boolean refined;
  private final boolean damaged;

  /**
   * Returns a patch's symbols.
   *
   * @param patch the patch's number in the grid
   * @param width which of the family's widths, from 0 on, below {@link PatchFamily#MAX_WIDTHS}
   * @param amplitude {@code 2^(1 - amplitude / 4)} is what the outputs are multiplied by; 0 to 63
   * @param fineness of the steps, 0 to 63
   * @param spread what is added to the index of every tensor's deviation, and 128; 0 to 255
   * @param symbols one tensor after another, of 16 bits
   */
  public PatchSymbols(
      int patch, int width, int amplitude, int fineness, int spread, short[] symbols) {
    this(patch, width, amplitude, fineness, spread, symbols, false, false);
  }

  private PatchSymbols(
      int patch,
      int width,
      int amplitude,
      int fineness,
      int spread,
      short[] symbols,
      boolean refined,
      boolean damaged) {
    requireIndex("width", width, PatchFamily.MAX_WIDTHS - 1);
    requireIndex("amplitude", amplitude, MAX_INDEX);
    requireIndex("fineness", fineness, MAX_INDEX);
    requireIndex("spread", spread, 255);
    this.patch = patch;
    this.width = width;
    this.amplitude = amplitude;
    this.fineness = fineness;
    this.spread = spread;
    this.symbols = symbols;
    this.refined = refined;
    this.damaged = damaged;
  }

  /** Symbols that a coarse patch and its refinement made. */
  static PatchSymbols refined(PatchSymbols of) {
    return new PatchSymbols(
        of.patch, of.width, of.amplitude, of.fineness, of.spread, of.symbols, true, false);
  }

  /** Symbols out of a damaged body. */
  static PatchSymbols damaged(PatchSymbols of) {
    return new PatchSymbols(
        of.patch, of.width, of.amplitude, of.fineness, of.spread, of.symbols, false, true);
  }

  /** Whether these come out of a damaged body: most are right, and no one knows which. */
  public boolean isDamaged() {
    return damaged;
  }

  /** Whether a coarse patch and its {@link PatchRefinement} made these. */
  public boolean isRefined() {
    return refined;
  }

  /** The patch's number in the grid. */
  public int patch() {
    return patch;
  }

  /** Which of the family's widths the network has, from 0 on. */
  public int width() {
    return width;
  }

  /** The index of what the outputs are multiplied by. */
  public int amplitude() {
    return amplitude;
  }

  /** The index of what steps are multiplied by. */
  public int fineness() {
    return fineness;
  }

  /** What is added to the index of every tensor's deviation, and 128. */
  public int spread() {
    return spread;
  }

  /** One tensor after another. Not a copy. */
  public short[] symbols() {
    return symbols;
  }

  private static void requireIndex(String what, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "a patch's " + what + " is 0 to " + most + ", got " + value);
    }
  }

  /** What an index of amplitude stands for, 2 to 3.6e-5. */
  public static float amplitudeOf(int index) {
    return (float) StrictMath.pow(2, 1 - index / (double) A_DOUBLE);
  }

  /** The index of the smallest amplitude that is {@code peak} or more, as far as there is one. */
  public static int amplitudeIndex(double peak) {
    int index = 0;
    while (index < MAX_INDEX && amplitudeOf(index + 1) >= peak) {
      index++;
    }
    return index;
  }

  /**
   * These symbols for steps twice as long.
   *
   * @throws IllegalArgumentException if the fineness would be too large
   */
  public PatchSymbols coarser() {
    short[] halves = new short[symbols.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (short) Math.rint(symbols[i] / 2.0);
    }
    int narrower = Math.max(0, spread - SymbolModel.A_DOUBLE);
    return new PatchSymbols(patch, width, amplitude, fineness + A_DOUBLE, narrower, halves);
  }

  /** What a fineness multiplies steps by. */
  public static double stepFactor(int fineness) {
    return StrictMath.pow(2, (fineness - COMMON_FINENESS) / (double) A_DOUBLE);
  }
}
