package dev.sirencast.codec;

/**
 * The normal distribution and its integral in integer arithmetic alone, so that every platform and
 * every language gets the same numbers.
 *
 * <p>With phi the density, {@code Q(z)} is the probability of more than z, and {@code T(z)} the
 * integral of Q from z on. Both are tabulated for z from 0 to {@value #REACH} in steps of 1/64: phi
 * by its recurrence {@code phi(z + h) = phi(z) exp(-h z - h^2 / 2)} in 62-bit fixed point, Q and T
 * by the trapezoidal rule from the far end. In between they are interpolated linearly, to within
 * 1e-5.
 *
 * <p>Arguments have {@value #ARGUMENT_BITS} fractional bits, results {@value #VALUE_BITS}.
 */
final class NormalIntegrals {
  static final int ARGUMENT_BITS = 16;
  static final int VALUE_BITS = 30;

  private static final int REACH = 8;
  private static final int STEPS_PER_UNIT = 64;
  private static final int STEP_BITS = ARGUMENT_BITS - 6;
  private static final int STEPS = REACH * STEPS_PER_UNIT;

  /** phi(0) = 1 / sqrt(2 pi), times 2^62. */
  private static final long DENSITY_AT_0 = 1839796536686825613L;

  /** exp(-h^2 / 2) and exp(-h^2) for h = 1/64, times 2^62. */
  private static final long HALF_DECAY = 4611123102832306901L;

  private static final long DECAY = 4610560255948314623L;

  private static final long[] Q = new long[STEPS + 2];
  private static final long[] T = new long[STEPS + 2];

  static {
    long[] density = new long[STEPS + 2];
    density[0] = DENSITY_AT_0;
    long ratio = HALF_DECAY;
    for (int i = 1; i < density.length; i++) {
      density[i] = product(density[i - 1], ratio);
      ratio = product(ratio, DECAY);
    }
    // In 2^-62, and divided by 128 for the trapezoid's h / 2.
    for (int i = STEPS - 1; i >= 0; i--) {
      Q[i] = Q[i + 1] + (density[i] + density[i + 1] >> 7);
    }
    for (int i = STEPS - 1; i >= 0; i--) {
      T[i] = T[i + 1] + (Q[i] + Q[i + 1] >> 7);
    }
    for (int i = 0; i < Q.length; i++) {
      Q[i] = Q[i] + (1L << 31) >> 32;
      T[i] = T[i] + (1L << 31) >> 32;
    }
  }

  private NormalIntegrals() {}

  /** The product of two numbers of 62 fractional bits. */
  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) << 2 | (a * b >>> 62);
  }

  /** The probability of at most z. */
  static long distribution(long z) {
    return z >= 0 ? (1L << VALUE_BITS) - at(Q, z) : at(Q, -z);
  }

  /** The integral of {@link #distribution} from minus infinity to z. */
  static long integral(long z) {
    return z >= 0 ? (z << (VALUE_BITS - ARGUMENT_BITS)) + at(T, z) : at(T, -z);
  }

  private static long at(long[] table, long z) {
    long step = z >> STEP_BITS;
    if (step >= STEPS) {
      return 0;
    }
    int i = (int) step;
    long rest = z - (step << STEP_BITS);
    return table[i] - ((table[i] - table[i + 1]) * rest >> STEP_BITS);
  }
}
