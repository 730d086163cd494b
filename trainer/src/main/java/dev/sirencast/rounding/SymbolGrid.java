package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;

/**
 * The numbers that a tensor's values are rounded to, and what they cost.
 *
 * @param step the value of symbol 1, above 0
 * @param price squared error that a bit is worth
 * @param model the bits of each symbol
 */
record SymbolGrid(double step, double price, SymbolPrice model) {
  /** The share of that price that was found to work best. */
  private static final double PRICE = 0.25;

  private static final int PEAK = QuantizedTensor.peak(QuantizedTensor.MAX_BITS);

  /**
   * Returns the numbers of a tensor, priced so that the last bit of a weight saves what it costs.
   *
   * @param plain the tensor, rounded plainly: its symbols' model is taken from there
   * @param importance what a squared error of a weight counts
   */
  static SymbolGrid of(QuantizedTensor plain, double importance) {
    double step = plain.step();
    // Uniform rounding's error falls by 2 ln 2 of itself a bit: of step^2 / 12, by this much.
    double price = PRICE * importance * step * step * Math.log(2) / 6;
    return new SymbolGrid(step, price, SymbolPrice.fit(plain));
  }

  /** The symbol nearest to a value in steps. */
  int clamp(double exact) {
    return (int) Math.max(-PEAK, Math.min(PEAK, Math.rint(exact)));
  }

  /** The squared error and the bits of standing for a value in steps with a symbol. */
  double cost(double exact, int symbol) {
    double error = (exact - symbol) * step;
    return error * error + price * model.bits(symbol);
  }
}
