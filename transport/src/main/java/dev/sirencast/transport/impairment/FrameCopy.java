package dev.sirencast.transport.impairment;

/** A frame on its way through the channel, or a copy of it; owns its bytes. Not thread-safe. */
final class FrameCopy {
  private final long ordinal;
  private final int copy;
  private final byte[] bytes;
  private int flips;

  /** Takes ownership of {@code bytes}. */
  FrameCopy(long ordinal, int copy, byte[] bytes) {
    this.ordinal = ordinal;
    this.copy = copy;
    this.bytes = bytes;
  }

  FrameCopy duplicate(int number) {
    return new FrameCopy(ordinal, number, bytes.clone());
  }

  /** The number of frames that were offered before this one. */
  long ordinal() {
    return ordinal;
  }

  boolean isOriginal() {
    return copy == 0;
  }

  /** The key of an impairment's decisions on this copy. */
  DrawKey key(DrawKey impairment) {
    return impairment.child(ordinal).child(copy);
  }

  /** The bytes themselves, given away at the end of the channel. */
  byte[] bytes() {
    return bytes;
  }

  /** The number of bits, 8 a byte. */
  long bits() {
    return 8L * bytes.length;
  }

  /** Flips one bit; bit 0 is the most significant of the first byte. */
  void flip(long bit) {
    bytes[(int) (bit >> 3)] ^= (byte) (0x80 >> (bit & 7));
    flips++;
  }

  int flips() {
    return flips;
  }
}
