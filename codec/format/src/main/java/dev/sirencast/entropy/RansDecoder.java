package dev.sirencast.entropy;

/**
 * Two interleaved rANS states and the words that they take in.
 *
 * <p>A body is the two states, four bytes each, and then 16-bit words, all big-endian. Symbols 0,
 * 2, 4, .. of the body are in state 0, the others in state 1. A state x gives the slot in which
 * {@code x mod 4096} lies, becomes {@code frequency * (x / 4096) + x mod 4096 - start}, and, while
 * it is below 2^15 and words are left, takes one word in from below. Raw bits are slots of
 * frequency 1 among 2^bits. An encoder goes the way backwards, from the last symbol to the first.
 *
 * <p>States begin, seen from the encoder, at 0, which saves their first 15 bits; if one of them
 * were still below 2^15 when the other gives words away, a decoder would take them in too early, so
 * then both begin at 2^15. A decoder that does not end at one of these has not read a body.
 *
 * <p>Never throws, whatever the bytes. Not thread-safe.
 *
 * <p>Source: J. Duda, Asymmetric numeral systems, arXiv:1311.2540.
 */
public final class RansDecoder {
  /** States are from here, but for a body's last symbols, to 2^31. */
  public static final int LOWEST = 1 << 15;

  /** What the two states take at a body's beginning. */
  static final int STATES_BYTES = 8;

  /** An escaped symbol follows in two halves of so many bits. */
  static final int ESCAPE_HALF = 8;

  private static final int MASK = SymbolTable.TOTAL - 1;
  private static final int ENTRY_BIN = 2 * SymbolTable.PRECISION;

  private byte[] body = {};
  private int position;

  /** The state that the next symbol is in, and the other one. */
  private int next;

  private int other;

  /**
   * Begins to read a body.
   *
   * @return whether it may be one
   */
  public boolean open(byte[] bytes) {
    if (bytes.length < STATES_BYTES || (bytes.length & 1) != 0) {
      return false;
    }
    body = bytes;
    position = 0;
    next = readState();
    other = readState();
    return (next | other) >= 0;
  }

  private int readState() {
    int state = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      state = state << 8 | body[position++] & 0xff;
    }
    return state;
  }

  /** Whether all that was opened has been read, and was a body. */
  public boolean isAtEnd() {
    return position == body.length && isFirst(next) && isFirst(other);
  }

  private static boolean isFirst(int state) {
    return state == 0 || state == LOWEST;
  }

  /**
   * Reads symbols to {@code start}, {@code start + stride} and so on.
   *
   * @param decoding the table's {@link SymbolTable#decoding}
   */
  public void read(
      SymbolTable table, int[] decoding, short[] symbols, int start, int stride, int count) {
    if (table.rawBits() > 0) {
      readBinned(table, decoding, symbols, start, stride, count);
      return;
    }
    readPairs(decoding, table.maxMagnitude(), symbols, start, stride, count >> 1);
    if ((count & 1) != 0) {
      symbols[start + (count - 1) * stride] = (short) readOne(table, decoding);
    }
  }

  /** Symbols of tensors whose bins hold several, told apart by raw bits: those of patches. */
  private void readBinned(
      SymbolTable table, int[] decoding, short[] symbols, int start, int stride, int count) {
    byte[] bytes = body;
    int bits = table.rawBits();
    int mask = (1 << bits) - 1;
    int peak = table.maxMagnitude();
    int a = next;
    int b = other;
    int at = position;
    int last = bytes.length - 2;
    int index = start;
    for (int i = count; i > 0; i--) {
      int entry = decoding[a & MASK];
      a = advance(a, entry);
      if (a < LOWEST && at <= last) {
        a = a << 16 | (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        at += 2;
      }
      int symbol = entry >> ENTRY_BIN;
      if (symbol == SymbolTable.ESCAPE) {
        next = a;
        position = at;
        symbol = popEscape(peak);
        a = next;
        at = position;
      } else {
        symbol = within(peak, symbol << bits | a & mask);
        a >>>= bits;
        if (a < LOWEST && at <= last) {
          a = a << 16 | (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
          at += 2;
        }
      }
      symbols[index] = (short) symbol;
      index += stride;
      int read = a;
      a = b;
      b = read;
    }
    next = a;
    other = b;
    position = at;
  }

  /**
   * Symbols of tensors whose bins are symbols: nearly all of a stream's time. Both states in one
   * turn of the loop, so that neither waits for the other.
   */
  private void readPairs(
      int[] decoding, int peak, short[] symbols, int start, int stride, int pairs) {
    byte[] bytes = body;
    int a = next;
    int b = other;
    int at = position;
    int last = bytes.length - 2;
    int index = start;
    for (int i = pairs; i > 0; i--) {
      int first = decoding[a & MASK];
      int second = decoding[b & MASK];
      a = advance(a, first);
      b = advance(b, second);
      if (a < LOWEST && at <= last) {
        a = a << 16 | (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        at += 2;
      }
      int symbol = first >> ENTRY_BIN;
      if (symbol == SymbolTable.ESCAPE) {
        next = a;
        position = at;
        symbol = popEscape(peak);
        a = next;
        at = position;
      }
      symbols[index] = (short) symbol;
      index += stride;
      if (b < LOWEST && at <= last) {
        b = b << 16 | (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        at += 2;
      }
      symbol = second >> ENTRY_BIN;
      if (symbol == SymbolTable.ESCAPE) {
        next = b;
        position = at;
        symbol = popEscape(peak);
        b = next;
        at = position;
      }
      symbols[index] = (short) symbol;
      index += stride;
    }
    next = a;
    other = b;
    position = at;
  }

  private int readOne(SymbolTable table, int[] decoding) {
    int entry = decoding[next & MASK];
    next = advance(next, entry);
    refill();
    int symbol = entry >> ENTRY_BIN;
    if (symbol == SymbolTable.ESCAPE) {
      symbol = popEscape(table.maxMagnitude());
    }
    int read = next;
    next = other;
    other = read;
    return symbol;
  }

  /** The state before the entry's slot was pushed, but for a word. */
  private static int advance(int state, int entry) {
    return (entry >>> SymbolTable.PRECISION & MASK) * (state >>> SymbolTable.PRECISION)
        + (entry & MASK);
  }

  /** Takes a word into the next symbol's state where it needs one and there is one. */
  private void refill() {
    if (next < LOWEST && position < body.length) {
      next = next << 16 | (body[position] & 0xff) << 8 | body[position + 1] & 0xff;
      position += 2;
    }
  }

  private int popEscape(int peak) {
    int high = popRaw(ESCAPE_HALF);
    return within(peak, (short) (high << ESCAPE_HALF | popRaw(ESCAPE_HALF)));
  }

  private int popRaw(int bits) {
    int value = next & ((1 << bits) - 1);
    next >>>= bits;
    refill();
    return value;
  }

  private static int within(int peak, int symbol) {
    return Math.max(-peak, Math.min(peak, symbol));
  }
}
