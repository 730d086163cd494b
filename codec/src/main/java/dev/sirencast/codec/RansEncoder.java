package dev.sirencast.codec;

import java.util.Arrays;

/**
 * Writes a body of the compact lane: an asymmetric numeral system with a 32-bit state (range
 * variant; Duda, "Asymmetric numeral systems", 2013).
 *
 * <p>The state x stays in [2^16, 2^32). A symbol of frequency f and start c, out of 4,096, takes it
 * to {@code (x / f) 4096 + x mod f + c}, after its low 16 bits went out where it would grow too
 * large. The decoder undoes that, so symbols are put in reverse. The body is the last state,
 * highest byte first, then the 16-bit words, the last one written first. Not thread-safe.
 */
final class RansEncoder {
  static final int LOWEST = 1 << 16;

  private byte[] buffer = new byte[2048];
  private int from = buffer.length;
  private long state = LOWEST;

  /** Puts a symbol in front of those that were put before. */
  void put(SymbolTable table, int symbol) {
    int raw = table.rawBits();
    int entry = table.entry(symbol);
    putRaw(symbol & ((1 << raw) - 1), raw);
    if (entry == table.escape()) {
      int symbolClass = symbol >> raw;
      int distance = table.distance(symbolClass);
      int near = Math.min(distance, SymbolTable.FAR);
      if (near == SymbolTable.FAR) {
        putRaw(distance & 0xff, 8);
        putRaw(distance >> 8, 8);
      }
      putRaw((symbolClass < 0 ? 1 << 5 : 0) | near, SymbolTable.NEAR_BITS);
    }
    put(table.start(entry), table.frequency(entry));
  }

  private void putRaw(int value, int bits) {
    if (bits > 0) {
      int frequency = 1 << (SymbolTable.SCALE_BITS - bits);
      put(value * frequency, frequency);
    }
  }

  private void put(int start, int frequency) {
    if (state >= (long) frequency << 20) {
      word((int) state & 0xffff);
      state >>>= 16;
    }
    state = (state / frequency << SymbolTable.SCALE_BITS) + state % frequency + start;
  }

  private void word(int value) {
    if (from < 6) {
      int used = buffer.length - from;
      byte[] larger = new byte[2 * buffer.length];
      System.arraycopy(buffer, from, larger, larger.length - used, used);
      from = larger.length - used;
      buffer = larger;
    }
    buffer[--from] = (byte) value;
    buffer[--from] = (byte) (value >> 8);
  }

  /** Returns the body; the encoder must not be used again. */
  byte[] finish() {
    word((int) state & 0xffff);
    word((int) (state >>> 16));
    return Arrays.copyOfRange(buffer, from, buffer.length);
  }
}
