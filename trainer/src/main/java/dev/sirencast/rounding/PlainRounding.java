package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.WeightTensor;

/** Rounding of each value by itself, to as many bits as the largest symbol needs. */
final class PlainRounding {
  private static final int PEAK = QuantizedTensor.peak(QuantizedTensor.MAX_BITS);

  private PlainRounding() {}

  /**
   * Returns the values as symbols.
   *
   * @param step 0 for a tensor whose values are zeros, or never sent
   */
  static QuantizedTensor nearest(WeightTensor values, float step) {
    short[] symbols = new short[values.size()];
    for (int i = 0; step > 0 && i < symbols.length; i++) {
      long nearest = Math.round((double) values.get(i) / step);
      symbols[i] = (short) Math.max(-PEAK, Math.min(PEAK, nearest));
    }
    return tensor(values.rows(), values.columns(), step, symbols);
  }

  /** Returns the values as the nearest symbols, or the next ones where those save enough bits. */
  static QuantizedTensor cheap(WeightTensor values, float step) {
    QuantizedTensor nearest = nearest(values, step);
    if (step == 0) {
      return nearest;
    }
    SymbolGrid grid = SymbolGrid.of(nearest, 1);
    short[] symbols = new short[values.size()];
    for (int i = 0; i < symbols.length; i++) {
      double exact = (double) values.get(i) / step;
      int other = grid.clamp(nearest.symbol(i) + (exact > nearest.symbol(i) ? 1 : -1));
      boolean cheaper = grid.cost(exact, other) < grid.cost(exact, nearest.symbol(i));
      symbols[i] = (short) (cheaper ? other : nearest.symbol(i));
    }
    return tensor(values.rows(), values.columns(), step, symbols);
  }

  /** Returns a tensor of the fewest bits that hold the symbols. */
  static QuantizedTensor tensor(int rows, int columns, float step, short[] symbols) {
    int bits = QuantizedTensor.MIN_BITS;
    for (short symbol : symbols) {
      while (Math.abs(symbol) > QuantizedTensor.peak(bits)) {
        bits++;
      }
    }
    return QuantizedTensor.of(rows, columns, bits, step, symbols);
  }
}
