package dev.sirencast.codec;

/** How symbols become the bytes of a source packet's body. */
public enum Lane {
  /**
   * Sign and magnitude in a fixed number of bits: a flipped bit moves one weight, within its
   * tensor's range, so that damaged bodies can be delivered.
   */
  FIXED_WIDTH("fixed"),
  /**
   * Entropy-coded, anew in every packet: the fewest bytes. A flipped bit changes all symbols behind
   * it, so that a damaged body is a lost one.
   */
  COMPACT("compact");

  private final String label;

  Lane(String label) {
    this.label = label;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Whether most of a damaged body's symbols are right. */
  public boolean bends() {
    return this == FIXED_WIDTH;
  }
}
