package dev.sirencast.quantization;

/**
 * IEEE 754 binary16: 1 sign bit, 5 of exponent, 10 of fraction. JDK 17 has no conversion.
 * Thread-safe.
 */
public final class Float16 {
  private static final int FRACTION_BITS = 10;
  private static final int SPECIAL = 0x1f;
  private static final int INFINITE = SPECIAL << FRACTION_BITS;
  private static final int QUIET = 1 << (FRACTION_BITS - 1);
  private static final int BIAS = 15;
  private static final int BIAS_DIFFERENCE = 127 - BIAS;
  private static final int SHIFT = 23 - FRACTION_BITS;

  /** The smallest number above 0; below {@link #MIN_NORMAL} all are multiples of it. */
  private static final float SMALLEST = 0x1p-24f;

  private static final float MIN_NORMAL = 0x1p-14f;

  /** Halfway from the largest half to the next power of two; from here on all is infinite. */
  private static final float OVERFLOW = 65520;

  private Float16() {}

  /** Returns the half nearest to a value, ties to even; infinite from 65,520 on. */
  public static float rounded(float value) {
    return toFloat(ofFloat(value));
  }

  /** Whether a value has a half of its own, to the bit. */
  public static boolean holds(float value) {
    return Float.floatToRawIntBits(rounded(value)) == Float.floatToRawIntBits(value);
  }

  /** Returns a half as a float, which is always exact. */
  public static float toFloat(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> FRACTION_BITS & SPECIAL;
    int fraction = bits & ((1 << FRACTION_BITS) - 1);
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SMALLEST));
    }
    int wide = exponent == SPECIAL ? 255 : exponent + BIAS_DIFFERENCE;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << SHIFT);
  }

  /** Returns the bits of the half nearest to a value, ties to even. */
  public static short ofFloat(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | INFINITE | QUIET);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | INFINITE);
    }
    if (magnitude < MIN_NORMAL) {
      return (short) (sign | (int) Math.rint(magnitude / SMALLEST));
    }
    int exponent = Math.getExponent(magnitude);
    // A fraction that is rounded up to 2 carries into the exponent by itself.
    double scaled =
        Math.rint(Math.scalb((double) magnitude, FRACTION_BITS - exponent)) - (1 << FRACTION_BITS);
    return (short) (sign | ((exponent + BIAS) << FRACTION_BITS) + (int) scaled);
  }

  /** Returns the 16 bits of a finite value that has a half of its own, or -1. */
  public static int exactBits(float value) {
    return Float.isFinite(value) && holds(value) ? ofFloat(value) & 0xffff : -1;
  }
}
