package dev.sirencast.quantization;

/**
 * Steps that 16 bits can say: 0, or a number of 12 significant bits from 2^-24 to below 2^8, in
 * place of a float's 32 bits. The code is the float's exponent in 5 bits and the 11 bits behind it;
 * 0 stands for 0, so that 2^-24 itself has no code.
 *
 * <p>The nearest such step is at most 2^-12 of itself away: next to nothing for symbols of up to
 * {@value #MAX_BITS} bits, the largest of which it moves by half a step.
 */
public final class ShortStep {
  private static final int MAX_BITS = 12;
  private static final int DROPPED = 12;

  /** The code that 2^-24 would have, were the exponent as it is in a float. */
  private static final int LOWEST = (127 - 24) << 11;

  private ShortStep() {}

  /** Whether a step has a code. */
  public static boolean isOne(float step) {
    return step == nearest(step) && hasCode(step);
  }

  /**
   * Returns a tensor with the nearest such step, or as it is where that changes its values much.
   */
  public static QuantizedTensor nearest(QuantizedTensor tensor) {
    return tensor.bits() > MAX_BITS
        ? tensor
        : QuantizedTensor.of(
            tensor.rows(),
            tensor.columns(),
            tensor.bits(),
            nearest(tensor.step()),
            tensor.toArray());
  }

  /** The nearest step that has a code; the same step where none is near. */
  public static float nearest(float step) {
    float near = Float.intBitsToFloat((rounded(step) + LOWEST) << DROPPED);
    return hasCode(step) && step != 0 ? near : step;
  }

  private static boolean hasCode(float step) {
    return step == 0 || (rounded(step) >= 1 && rounded(step) <= 0xffff);
  }

  private static int rounded(float step) {
    return ((Float.floatToIntBits(step) + (1 << DROPPED - 1)) >>> DROPPED) - LOWEST;
  }

  /**
   * Returns the code of a step, 0 to 65,535.
   *
   * @param step one that has a code
   */
  public static int code(float step) {
    if (!isOne(step)) {
      throw new IllegalArgumentException("no 16 bits stand for the step " + step);
    }
    return step == 0 ? 0 : rounded(step);
  }

  /**
   * Returns the step of a code.
   *
   * @param code 0 to 65,535
   */
  public static float of(int code) {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("a step's code is 0 to 65,535, got " + code);
    }
    return code == 0 ? 0 : Float.intBitsToFloat((code + LOWEST) << DROPPED);
  }
}
