package dev.sirencast.entropy;

import dev.sirencast.quantization.QuantizedTensor;

/**
 * The rate model: the bits that the entropy coder takes for each symbol of a tensor, {@code -log2}
 * of its share in the coder's own table, the bits that follow as they are included.
 *
 * <p>What a body takes beside the sum of these is under 8 bytes. Immutable and thread-safe.
 */
public final class SymbolCost {
  private static final int ESCAPED_BITS = 16;

  /** log2 of the total over a frequency. */
  private static final double[] BITS = new double[SymbolTable.TOTAL + 1];

  static {
    for (int frequency = 1; frequency <= SymbolTable.TOTAL; frequency++) {
      BITS[frequency] = SymbolTable.PRECISION - StrictMath.log(frequency) / StrictMath.log(2);
    }
  }

  private final SymbolTable table;

  private SymbolCost(SymbolTable table) {
    this.table = table;
  }

  /**
   * Returns the cost of symbols under a model.
   *
   * @param bits the width of a symbol, {@value QuantizedTensor#MIN_BITS} to {@value
   *     QuantizedTensor#MAX_BITS}
   */
  public static SymbolCost of(SymbolModel model, int bits) {
    return new SymbolCost(SymbolTable.of(model, bits));
  }

  /** The bits of a symbol, fractions included; of one that is too large, those of an escape. */
  public double bits(int symbol) {
    return table.rawBits() + binBits(symbol);
  }

  /** The bits of a symbol less the raw ones that every symbol of the tensor has. */
  double binBits(int symbol) {
    int slot = table.slot(symbol);
    double bits = BITS[table.frequency(slot)];
    return table.isEscape(slot) ? bits + ESCAPED_BITS - table.rawBits() : bits;
  }

  /** The raw bits of every symbol, but for escaped ones. */
  int rawBits() {
    return table.rawBits();
  }
}
