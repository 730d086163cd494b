package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;

/**
 * How a tensor's symbols are distributed, for the compact lane: uniform over an interval around 0,
 * convolved with a normal distribution.
 *
 * <p>A sine network's weights begin uniform and training adds to them what looks normal; the family
 * holds both and all between. Two small numbers say which: {@code deviation} j for the normal
 * part's standard deviation {@code s = 2^(j/8 - 4)} symbols, and {@code shape} for the interval's
 * half-width in units of s. Immutable and thread-safe.
 *
 * @param deviation 0 to {@value #MAX_DEVIATION}
 * @param shape 0 (normal) to {@value #MAX_SHAPE} (nearly uniform)
 */
public record SymbolModel(int deviation, int shape) {
  /** The widest normal part: 65,536 symbols. */
  public static final int MAX_DEVIATION = 160;

  /** Half-widths in units of s, with 16 fractional bits. */
  private static final int[] SHAPES = {
    0, 1 << 16, 3 << 15, 2 << 16, 5 << 15, 3 << 16, 4 << 16, 6 << 16, 9 << 16, 14 << 16, 24 << 16,
    48 << 16
  };

  /** The most uniform shape. */
  public static final int MAX_SHAPE = 11;

  /** {@code 2^(i/8)} with 24 fractional bits. */
  private static final long[] EIGHTHS = {
    16777216, 18295683, 19951585, 21757357, 23726566, 25874004, 28215802, 30769551
  };

  /** Fractional bits of s: those of the eighths, and the 4 that the smallest s is below 1. */
  private static final int DEVIATION_BITS = 28;

  private static final int SEARCH = 4;

  /** Checks the ranges. */
  public SymbolModel {
    if (deviation < 0 || deviation > MAX_DEVIATION || shape < 0 || shape > MAX_SHAPE) {
      throw new IllegalArgumentException(
          "a symbol model has a deviation of 0 to "
              + MAX_DEVIATION
              + " and a shape of 0 to "
              + MAX_SHAPE
              + ", got "
              + deviation
              + " and "
              + shape);
    }
  }

  /** Returns the model under which a tensor's symbols take the fewest bits. */
  public static SymbolModel fit(QuantizedTensor tensor) {
    SymbolHistogram histogram = SymbolHistogram.of(tensor);
    SymbolModel best = new SymbolModel(0, 0);
    double least = Double.POSITIVE_INFINITY;
    for (int shape = 0; shape <= MAX_SHAPE; shape++) {
      double ratio = SHAPES[shape] / 65536.0;
      // A normal part whose variance, with the interval's, makes that of the symbols.
      double deviation = Math.sqrt(histogram.meanSquare() / (1 + ratio * ratio / 3));
      int near = (int) Math.round(8 * (Math.log(Math.max(deviation, 1e-3)) / Math.log(2) + 4));
      for (int j = near - SEARCH; j <= near + SEARCH; j++) {
        if (j >= 0 && j <= MAX_DEVIATION) {
          SymbolModel model = new SymbolModel(j, shape);
          double bits = histogram.bits(model.table());
          if (bits < least) {
            least = bits;
            best = model;
          }
        }
      }
    }
    return best;
  }

  /** The bits that a tensor's symbols take under this model, frames and the coder's end aside. */
  public double bits(QuantizedTensor tensor) {
    return SymbolHistogram.of(tensor).bits(table());
  }

  /** The code of this model. */
  SymbolTable table() {
    return SymbolTable.of(this);
  }

  /** The standard deviation of the normal part in symbols, with 28 fractional bits. */
  private long scaled() {
    return EIGHTHS[deviation & 7] << (deviation >> 3);
  }

  /** Bits at the low end of a symbol that are as good as uniform under this model. */
  int rawBits() {
    // The deviation of what is left lies between 16 and 32.
    return Math.max(0, (deviation >> 3) - 8);
  }

  /**
   * The probability, with 30 fractional bits, that a symbol's value before rounding lies below
   * {@code edge - 1/2}.
   */
  long below(long edge) {
    // (edge - 1/2) / s, exact to 16 fractional bits.
    long z = Math.floorDiv((2 * edge - 1) << (DEVIATION_BITS + 15), scaled());
    long half = SHAPES[shape];
    if (half == 0) {
      return NormalIntegrals.distribution(z);
    }
    long area = NormalIntegrals.integral(z + half) - NormalIntegrals.integral(z - half);
    return Math.min(1L << NormalIntegrals.VALUE_BITS, (area << 15) / half);
  }
}
