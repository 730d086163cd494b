package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.entropy.SymbolCost;
import dev.sirencast.quantization.QuantizedTensor;

/**
 * The numbers that a tensor's values are rounded to, and what they cost.
 *
 * @param step the value of symbol 1, above 0
 * @param cost the bits of each symbol
 */
record SymbolGrid(double step, SymbolCost cost) {
  /** The largest magnitude of a symbol. */
  static final int MAX_MAGNITUDE = QuantizedTensor.maxMagnitude(QuantizedTensor.MAX_BITS);

  /** The symbol nearest to a value in steps. */
  static int nearest(double value) {
    return (int) Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, Math.rint(value)));
  }
}
