package dev.sirencast.media.safetensors;

/**
 * IEEE 754 binary16: 1 sign bit, 5 of exponent, 10 of fraction. JDK 17 has no conversion.
 * Thread-safe.
 */
public final class HalfPrecision {
  private static final int INFINITE = 0x7c00;

  /** Halfway from the largest half to the next power of two; from here on all is infinite. */
  private static final float OVERFLOW = 65520;

  private HalfPrecision() {}

  /** Returns the half nearest to a value, ties to even; infinite from 65,520 on. */
  public static float rounded(float value) {
    return toFloat(ofFloat(value));
  }

  /** Whether a value has a half of its own, to the bit. */
  static boolean holds(float value) {
    return Float.floatToRawIntBits(toFloat(ofFloat(value))) == Float.floatToRawIntBits(value);
  }

  static float toFloat(short half) {
    int sign = half < 0 ? -1 : 1;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    // Exact: every half is a float.
    return exponent == 0
        ? Math.copySign(fraction * 0x1p-24f, sign)
        : sign * Math.scalb(1024 + fraction, exponent - 25);
  }

  /** Rounds to nearest, ties to even. */
  static short ofFloat(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | INFINITE | 0x200);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | INFINITE);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int exponent = Math.getExponent(magnitude);
    // A fraction that is rounded up to 2 carries into the exponent by itself.
    double scaled = Math.rint(Math.scalb((double) magnitude, 10 - exponent)) - 1024;
    long bits = ((long) (exponent + 15) << 10) + (long) scaled;
    return (short) (sign | (int) bits);
  }
}
