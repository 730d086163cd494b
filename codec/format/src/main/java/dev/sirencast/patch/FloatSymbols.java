package dev.sirencast.patch;

import dev.sirencast.quantization.Float16;

/** Weights as their bits: 16 of each, or the high halves of all and then the low ones. */
final class FloatSymbols {
  private FloatSymbols() {}

  /**
   * The weight at an index.
   *
   * @param each 16-bit symbols of a weight, 1 or 2
   */
  static float value(short[] symbols, int each, int index) {
    return each == 1
        ? Float16.toFloat(symbols[index])
        : Float.intBitsToFloat(
            symbols[index] << Short.SIZE | symbols[symbols.length / 2 + index] & 0xffff);
  }

  /** Whether all weights are finite. */
  static boolean areFinite(short[] symbols, int each) {
    for (int i = 0; i < symbols.length / each; i++) {
      if (!Float.isFinite(value(symbols, each, i))) {
        return false;
      }
    }
    return true;
  }
}
