package dev.sirencast.codec;

/**
 * Reads what {@link RansEncoder} wrote. Any bytes can be read: beyond the body's end there are
 * zeros, and {@link #isAtEnd} tells what was a body. Not thread-safe.
 */
final class RansDecoder {
  private final byte[] body;
  private int position;
  private int state;

  RansDecoder(byte[] body) {
    this.body = body;
    this.state = word() << 16 | word();
  }

  private int word() {
    int at = position;
    position += 2;
    return at + 1 < body.length ? (body[at] & 0xff) << 8 | body[at + 1] & 0xff : 0;
  }

  /** Reads {@code count} symbols to every {@code stride}-th place from {@code start} on. */
  void read(SymbolTable table, short[] symbols, int start, int stride, int count) {
    int[] slots = table.slots();
    int raw = table.rawBits();
    int first = table.first();
    int escape = table.escape();
    int x = state;
    int at = start;
    for (int i = 0; i < count; i++) {
      int slot = slots[x & (SymbolTable.SCALE - 1)];
      x = (slot & 0xfff) * (x >>> SymbolTable.SCALE_BITS) + (slot >>> 12 & 0xfff);
      if (x >>> 16 == 0) {
        x = x << 16 | word();
      }
      int entry = slot >>> 24;
      if (entry == escape || raw > 0) {
        state = x;
        int symbolClass = entry == escape ? escaped(table) : first + entry;
        symbols[at] = (short) (symbolClass << raw | raw(raw));
        x = state;
      } else {
        symbols[at] = (short) (first + entry);
      }
      at += stride;
    }
    state = x;
  }

  private int escaped(SymbolTable table) {
    int near = raw(SymbolTable.NEAR_BITS);
    int distance = near & SymbolTable.FAR;
    if (distance == SymbolTable.FAR) {
      distance = raw(8) << 8;
      distance |= raw(8);
    }
    return table.escaped(near > SymbolTable.FAR, distance);
  }

  private int raw(int bits) {
    if (bits == 0) {
      return 0;
    }
    int rest = SymbolTable.SCALE_BITS - bits;
    int slot = state & (SymbolTable.SCALE - 1);
    state = (1 << rest) * (state >>> SymbolTable.SCALE_BITS) + (slot & ((1 << rest) - 1));
    if (state >>> 16 == 0) {
      state = state << 16 | word();
    }
    return slot >>> rest;
  }

  /** Whether all of the body was read, and it ended as a body does. */
  boolean isAtEnd() {
    return position == body.length && state == RansEncoder.LOWEST;
  }
}
