package dev.sirencast.quantization;

import dev.sirencast.siren.WeightTensor;

/**
 * A tensor as whole numbers: symbol s stands for the value {@code s * step}.
 *
 * <p>A symbol of b bits is a sign and a magnitude up to {@code 2^(b-1) - 1}. Row-major. Immutable
 * and thread-safe.
 */
public final class QuantizedTensor {
  /** The fewest bits of a symbol: a sign and one bit of magnitude. */
  public static final int MIN_BITS = 2;

  /** The most bits of a symbol. */
  public static final int MAX_BITS = 16;

  private final int rows;
  private final int columns;
  private final int bits;
  private final float step;
  private final short[] symbols;

  private QuantizedTensor(int rows, int columns, int bits, float step, short[] symbols) {
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
    this.step = step;
    this.symbols = symbols;
  }

  /**
   * Returns a tensor that holds a copy of {@code symbols}.
   *
   * @param bits {@value #MIN_BITS} to {@value #MAX_BITS}
   * @param step finite and 0 or more; 0 for a tensor of zeros
   * @param symbols {@code rows * columns} numbers whose magnitudes fit the bits
   */
  public static QuantizedTensor of(int rows, int columns, int bits, float step, short[] symbols) {
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "a symbol has " + MIN_BITS + " to " + MAX_BITS + " bits, got " + bits);
    }
    if (!(step >= 0 && step <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a quantiser's step is finite, 0 or more, got " + step);
    }
    if (symbols.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "a " + rows + "x" + columns + " tensor cannot hold " + symbols.length + " symbols");
    }
    int peak = maxMagnitude(bits);
    for (short symbol : symbols) {
      if (Math.abs(symbol) > peak) {
        throw new IllegalArgumentException(symbol + " does not fit " + bits + " bits");
      }
    }
    return new QuantizedTensor(rows, columns, bits, step, symbols.clone());
  }

  /** The largest magnitude that a symbol of {@code bits} bits holds. */
  public static int maxMagnitude(int bits) {
    return (1 << (bits - 1)) - 1;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** The number of symbols. */
  public int size() {
    return symbols.length;
  }

  /** The bits of a symbol. */
  public int bits() {
    return bits;
  }

  /** The value of symbol 1. */
  public float step() {
    return step;
  }

  /** The symbol at a row-major index. */
  public int symbol(int index) {
    return symbols[index];
  }

  /** A copy of all symbols, row-major. */
  public short[] toArray() {
    return symbols.clone();
  }

  /** The values that the symbols stand for. */
  public WeightTensor dequantize() {
    float[] values = new float[symbols.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = symbols[i] * step;
    }
    return WeightTensor.of(rows, columns, values);
  }
}
