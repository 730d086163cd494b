package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;

/** How often each symbol occurs in a tensor. */
final class SymbolHistogram {
  private final int low;
  private final int[] counts;
  private final double meanSquare;

  private SymbolHistogram(int low, int[] counts, double meanSquare) {
    this.low = low;
    this.counts = counts;
    this.meanSquare = meanSquare;
  }

  static SymbolHistogram of(QuantizedTensor tensor) {
    int low = 0;
    int high = 0;
    double squares = 0;
    for (int i = 0; i < tensor.size(); i++) {
      int symbol = tensor.symbol(i);
      low = Math.min(low, symbol);
      high = Math.max(high, symbol);
      squares += (double) symbol * symbol;
    }
    int[] counts = new int[high - low + 1];
    for (int i = 0; i < tensor.size(); i++) {
      counts[tensor.symbol(i) - low]++;
    }
    return new SymbolHistogram(low, counts, squares / tensor.size());
  }

  /** The mean of the symbols' squares. */
  double meanSquare() {
    return meanSquare;
  }

  /** The bits of all symbols in a code. */
  double bits(SymbolTable table) {
    double bits = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        bits += counts[i] * table.bits(low + i);
      }
    }
    return bits;
  }
}
