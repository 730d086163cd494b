package dev.sirencast.signal;

/**
 * How a WAV file holds one sample of one channel.
 *
 * <p>Files of 32-bit integers and of 64-bit floats hold more than a {@link Signal} does; what is
 * rebuilt of them is written as {@link #FLOAT_32}.
 */
public enum SampleEncoding {
  /** Unsigned integers of 8 bits, 128 for silence. */
  PCM_8("8-bit PCM", 8),

  /** Two's complement integers of 16 bits. */
  PCM_16("16-bit PCM", 16),

  /** Two's complement integers of 24 bits. */
  PCM_24("24-bit PCM", 24),

  /** IEEE 754 floats of 32 bits, full scale at +-1. */
  FLOAT_32("32-bit float", 32);

  private final String label;
  private final int bits;

  SampleEncoding(String label, int bits) {
    this.label = label;
    this.bits = bits;
  }

  /** What people call it, as in {@code 16-bit PCM}. */
  public String label() {
    return label;
  }

  /** Bits of a sample, a multiple of 8. */
  public int bits() {
    return bits;
  }
}
