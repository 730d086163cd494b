package dev.sirencast.format;

/** IEEE 754's binary16: to float, which is always exact, and back, where it is. */
public final class Float16 {
  private static final int EXPONENT_BITS = 5;
  private static final int FRACTION_BITS = 10;
  private static final int SPECIAL = (1 << EXPONENT_BITS) - 1;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final int SHIFT = 23 - FRACTION_BITS;
  private static final float SMALLEST = 0x1p-24f;

  private Float16() {}

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

  /** Returns the 16 bits of a float that has some, or -1. */
  public static int exactBits(float value) {
    float magnitude = Math.abs(value);
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    int bits;
    if (magnitude < 0x1p-14f) {
      bits = (int) (magnitude / SMALLEST);
    } else {
      bits = (Float.floatToRawIntBits(magnitude) >> SHIFT) - (BIAS_DIFFERENCE << FRACTION_BITS);
    }
    boolean fits = bits >>> FRACTION_BITS < SPECIAL && toFloat(bits) == magnitude;
    return fits ? sign | bits : -1;
  }
}
