package dev.sirencast.patch;

/**
 * Some weights of a patch, to the bit: a patch is longer than a packet. The symbols are not copied;
 * whoever has them leaves them as they are.
 */
public final class FloatPiece {
  private final int patch;
  private final int width;
  private final int amplitude;
  private final int first;
  private final short[] symbols;

  /**
   * Returns a piece.
   *
   * @param patch the patch's number in the grid
   * @param width which of the family's widths
   * @param amplitude index of what the outputs are multiplied by
   * @param first how many of the patch's sent weights come before
   * @param symbols the weights: 16 bits each, or the high halves of all and then the low ones
   */
  FloatPiece(int patch, int width, int amplitude, int first, short[] symbols) {
    this.patch = patch;
    this.width = width;
    this.amplitude = amplitude;
    this.first = first;
    this.symbols = symbols;
  }

  /**
   * Returns a piece of a patch.
   *
   * @param sent all of the patch's sent weights, as in {@link FloatPatches#sent}
   * @param each 16-bit symbols of a weight
   */
  public static FloatPiece of(PatchSymbols patch, short[] sent, int each, int first, int count) {
    short[] symbols = new short[each * count];
    for (int half = 0; half < each; half++) {
      System.arraycopy(sent, half * (sent.length / each) + first, symbols, half * count, count);
    }
    return new FloatPiece(patch.patch(), patch.width(), patch.amplitude(), first, symbols);
  }

  /**
   * How many weights these are.
   *
   * @param each 16-bit symbols of a weight
   */
  public int weights(int each) {
    return symbols.length / each;
  }

  int patch() {
    return patch;
  }

  int width() {
    return width;
  }

  int amplitude() {
    return amplitude;
  }

  int first() {
    return first;
  }

  short[] symbols() {
    return symbols;
  }
}
