package dev.sirencast.entropy;

/**
 * How likely a tensor's symbols are: a uniform density on [-a, a] under a Gaussian of deviation s,
 * in units of the tensor's step.
 *
 * <p>A sine network's initial weights are uniform, and training adds what is near a Gaussian; a = 0
 * is the Gaussian alone, a small s the uniform alone. The value at index i above 0 is {@code 2^((i
 * - 9) / 8)} for a, and 0 at 0; {@code 2^((i - 24) / 8)} for s. Immutable and thread-safe.
 *
 * @param spread index of a, 0 to {@value #MAX_INDEX}
 * @param deviation index of s, 0 to {@value #MAX_INDEX}
 */
public record SymbolModel(int spread, int deviation) {
  /** The largest index. */
  public static final int MAX_INDEX = 127;

  /** By how much an index grows where its value doubles. */
  public static final int A_DOUBLE = 8;

  /** The Gaussian alone, of the step's deviation. */
  public static final SymbolModel NORMAL = new SymbolModel(0, 24);

  /** Fraction bits of the scaled values. */
  static final int FRACTION_BITS = 16;

  private static final int SPREAD_OF_1 = 9;
  private static final int DEVIATION_OF_1 = 24;

  /** 2^(i/8) with {@value #FRACTION_BITS} bits of fraction. */
  private static final int[] EIGHTHS = {65536, 71468, 77936, 84990, 92682, 101070, 110218, 120194};

  /** Checks the ranges. */
  public SymbolModel {
    if (spread < 0 || spread > MAX_INDEX || deviation < 0 || deviation > MAX_INDEX) {
      throw new IllegalArgumentException(
          "a symbol model's indices are 0 to "
              + MAX_INDEX
              + ", got "
              + spread
              + " and "
              + deviation);
    }
  }

  /** The mean square of a symbol. */
  public double variance() {
    double one = 1 << FRACTION_BITS;
    double a = scaledSpread() / one;
    double s = scaledDeviation() / one;
    return a * a / 3 + s * s;
  }

  /** a, with 16 bits of fraction. */
  long scaledSpread() {
    return spread == 0 ? 0 : scaled(spread - SPREAD_OF_1);
  }

  /** s, with 16 bits of fraction. */
  long scaledDeviation() {
    return scaled(deviation - DEVIATION_OF_1);
  }

  private static long scaled(int eighths) {
    long value = EIGHTHS[Math.floorMod(eighths, 8)];
    int octave = Math.floorDiv(eighths, 8);
    return octave >= 0 ? value << octave : value >> -octave;
  }

  /**
   * A multiple of the probability of a value below {@code x}, which has 1 bit of fraction, less a
   * constant.
   */
  long cumulative(int x) {
    long place = (long) x << (FRACTION_BITS - 1);
    long a = scaledSpread();
    long s = scaledDeviation();
    return a == 0
        ? NormalTable.cumulative(normalised(place, s))
        : NormalTable.integral(normalised(place + a, s))
            - NormalTable.integral(normalised(place - a, s));
  }

  private static long normalised(long value, long s) {
    return Math.floorDiv(value << NormalTable.ARGUMENT_BITS, s);
  }
}
