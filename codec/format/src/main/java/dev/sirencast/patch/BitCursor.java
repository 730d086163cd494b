package dev.sirencast.patch;

/** Writes or reads numbers of a few bits, highest bit first, one after another. */
final class BitCursor {
  private final byte[] bytes;
  private int bit;

  /**
   * @param first the byte that the first bits stand in; zero where they are written
   */
  BitCursor(byte[] bytes, int first) {
    this.bytes = bytes;
    this.bit = Byte.SIZE * first;
  }

  /** Writes the lowest bits of a number. */
  void put(int value, int bits) {
    for (int i = bits - 1; i >= 0; i--, bit++) {
      bytes[bit >> 3] |= (byte) ((value >> i & 1) << 7 - (bit & 7));
    }
  }

  /** Reads a number of 0 or more. */
  int get(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++, bit++) {
      value = value << 1 | bytes[bit >> 3] >> 7 - (bit & 7) & 1;
    }
    return value;
  }

  /** Goes on to the next byte that nothing stands in. */
  void align() {
    bit = bit + 7 & ~7;
  }

  /** The bytes of so many bits. */
  static int bytes(long bits) {
    return (int) ((bits + 7) / Byte.SIZE);
  }
}
