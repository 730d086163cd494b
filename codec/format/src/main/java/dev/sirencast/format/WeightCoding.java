package dev.sirencast.format;

import dev.sirencast.patch.PatchCoding;

/** How symbols, or weights as they are, become the bytes of a source packet's body. */
public enum WeightCoding {
  /**
   * Sign and magnitude in a fixed number of bits: a flipped bit moves one weight, within its
   * tensor's range, so that damaged bodies can be delivered.
   */
  ERROR_RESILIENT("error-resilient"),
  /**
   * Entropy-coded, anew in every packet: the fewest bytes. A flipped bit changes all symbols behind
   * it, so that a damaged body is a lost one.
   */
  ENTROPY_CODED("entropy-coded"),
  /** Float32 weights to the bit: planes of bytes, compressed packet by packet. */
  FLOAT_32("float32"),
  /** Float16 weights to the bit: planes of bytes, compressed packet by packet. */
  FLOAT_16("float16");

  private final String label;

  WeightCoding(String label) {
    this.label = label;
  }

  /** What a coding of patches is called where the network's is. */
  static WeightCoding of(PatchCoding coding) {
    if (coding instanceof PatchCoding.Floats floats) {
      return floats.bits() == Float.SIZE ? FLOAT_32 : FLOAT_16;
    }
    return coding instanceof PatchCoding.ErrorResilient ? ERROR_RESILIENT : ENTROPY_CODED;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Whether weights travel as they are, instead of as symbols of a quantiser. */
  public boolean isLossless() {
    return this == FLOAT_32 || this == FLOAT_16;
  }

  /** The 16-bit symbols that a weight takes. */
  public int symbols() {
    return this == FLOAT_32 ? 2 : 1;
  }

  /** Whether most of a damaged body's symbols are right. */
  public boolean isErrorResilient() {
    return this == ERROR_RESILIENT;
  }
}
