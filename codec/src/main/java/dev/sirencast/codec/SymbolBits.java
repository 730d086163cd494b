package dev.sirencast.codec;

/**
 * Symbols in the fixed-width lane: a sign bit (1 is negative), then the magnitude, highest bit
 * first.
 *
 * <p>No code stands for more than the tensor's largest magnitude, so a flipped bit moves a weight
 * within its tensor's range and never beyond; and it moves only that weight.
 */
final class SymbolBits {
  private SymbolBits() {}

  /** Writes symbols from the first bit of a body on. */
  static final class Writer {
    private final byte[] body;
    private int position;

    Writer(byte[] body) {
      this.body = body;
    }

    void write(int symbol, int bits) {
      int code = symbol < 0 ? -symbol | 1 << (bits - 1) : symbol;
      for (int bit = bits - 1; bit >= 0; bit--) {
        body[position >> 3] |= (byte) ((code >> bit & 1) << (7 - (position & 7)));
        position++;
      }
    }
  }

  /** Reads symbols from the first bit of a body on. */
  static final class Reader {
    private final byte[] body;
    private int position;

    Reader(byte[] body) {
      this.body = body;
    }

    int read(int bits) {
      int code = 0;
      for (int bit = 0; bit < bits; bit++) {
        code = code << 1 | body[position >> 3] >> (7 - (position & 7)) & 1;
        position++;
      }
      int magnitude = code & ((1 << (bits - 1)) - 1);
      return code >> (bits - 1) == 0 ? magnitude : -magnitude;
    }
  }
}
