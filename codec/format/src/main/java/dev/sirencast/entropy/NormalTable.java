package dev.sirencast.entropy;

/**
 * The normal distribution in whole numbers: its cumulative function and that one's integral, the
 * same on every platform.
 *
 * <p>Arguments have {@value #ARGUMENT_BITS} fraction bits, results {@value #VALUE_BITS}. The tables
 * are sums of trapezoids between points 1/256 apart, read with linear interpolation: both functions
 * rise everywhere and the integral is convex, whatever is rounded, which is what makes a
 * probability that is made of their differences 0 or more.
 */
final class NormalTable {
  /** Fraction bits of an argument. */
  static final int ARGUMENT_BITS = 16;

  /** Fraction bits of a result. */
  static final int VALUE_BITS = 40;

  private static final int STEP_BITS = 8;
  private static final int POINTS = 8 << STEP_BITS;
  private static final int BETWEEN_BITS = ARGUMENT_BITS - STEP_BITS;
  private static final int DENSITY_BITS = 62;

  /** 1 / sqrt(2 pi), exp(-h^2 / 2) and exp(-h^2) for h = 1/256, times 2^62. */
  private static final long DENSITY_AT_0 = 1_839_796_536_686_825_613L;

  private static final long FIRST_RATIO = 4_611_650_834_189_516_459L;
  private static final long RATIO_OF_RATIOS = 4_611_615_650_220_078_421L;

  /** The cumulative function and its integral from 0 on, both at 0, h, 2h, .. */
  private static final long[] CUMULATIVE = new long[POINTS + 1];

  private static final long[] INTEGRAL = new long[POINTS + 1];

  static {
    long density = DENSITY_AT_0;
    long ratio = FIRST_RATIO;
    CUMULATIVE[0] = 1L << (VALUE_BITS - 1);
    for (int i = 1; i <= POINTS; i++) {
      long next = product(density, ratio);
      ratio = product(ratio, RATIO_OF_RATIOS);
      long trapezoid = density / 2 + next / 2 >> (DENSITY_BITS - VALUE_BITS + STEP_BITS);
      CUMULATIVE[i] = Math.min(1L << VALUE_BITS, CUMULATIVE[i - 1] + trapezoid);
      INTEGRAL[i] = INTEGRAL[i - 1] + (CUMULATIVE[i - 1] + CUMULATIVE[i] >> (STEP_BITS + 1));
      density = next;
    }
  }

  private NormalTable() {}

  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) << 2;
  }

  /** The probability of a normal deviate below {@code t}, with {@value #VALUE_BITS} bits. */
  static long cumulative(long t) {
    return t < 0 ? (1L << VALUE_BITS) - read(CUMULATIVE, -t) : read(CUMULATIVE, t);
  }

  /** The integral of {@link #cumulative} from 0 to {@code t}, with {@value #VALUE_BITS} bits. */
  static long integral(long t) {
    long magnitude = Math.abs(t);
    long over = Math.max(0, magnitude - limit());
    long value = read(INTEGRAL, magnitude) + (over << (VALUE_BITS - ARGUMENT_BITS));
    // The integral of the complement, 1 - cumulative, for the other side.
    return t < 0 ? value - (magnitude << (VALUE_BITS - ARGUMENT_BITS)) : value;
  }

  private static long limit() {
    return (long) POINTS << BETWEEN_BITS;
  }

  private static long read(long[] table, long t) {
    if (t >= limit()) {
      return table[POINTS];
    }
    int index = (int) (t >> BETWEEN_BITS);
    long between = t & ((1 << BETWEEN_BITS) - 1);
    return table[index] + ((table[index + 1] - table[index]) * between >> BETWEEN_BITS);
  }
}
