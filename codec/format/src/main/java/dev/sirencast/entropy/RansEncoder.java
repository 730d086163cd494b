package dev.sirencast.entropy;

import java.util.Arrays;

/**
 * The encoder's side of two interleaved rANS states; {@link RansDecoder} describes the bytes.
 *
 * <p>Symbols go in backwards, the last one first, and so do the words: the buffer is filled from
 * its end on. Not thread-safe.
 */
public final class RansEncoder {
  private static final int STATES = 2;
  private static final int STATE_BITS = 31;

  private final int[] states = new int[STATES];
  private byte[] buffer = {};
  private int position;
  private boolean mixed;

  /**
   * Begins a body.
   *
   * @param symbols how many go into it at most
   * @param first what both states begin with, 0 or {@link RansDecoder#LOWEST}
   */
  public void begin(int symbols, int first) {
    // An escape takes under 4 bytes.
    int most = RansDecoder.STATES_BYTES + 4 * symbols + 4;
    if (buffer.length < most) {
      buffer = new byte[most];
    }
    position = buffer.length;
    mixed = false;
    Arrays.fill(states, first);
  }

  /** Takes in a symbol, which a decoder will find in the same state, 0 or 1. */
  public void push(int state, int symbol, SymbolTable table) {
    int slot = table.slot(symbol);
    int x = states[state];
    if (table.isEscape(slot)) {
      x = pushRaw(x, symbol & 0xff, RansDecoder.ESCAPE_HALF);
      x = pushRaw(x, symbol >> RansDecoder.ESCAPE_HALF & 0xff, RansDecoder.ESCAPE_HALF);
    } else if (table.rawBits() > 0) {
      x = pushRaw(x, symbol & ((1 << table.rawBits()) - 1), table.rawBits());
    }
    int frequency = table.frequency(slot);
    x = roomFor(x, frequency, SymbolTable.PRECISION);
    int quotient = x / frequency;
    states[state] =
        (quotient << SymbolTable.PRECISION) + x - quotient * frequency + table.start(slot);
  }

  private int pushRaw(int x, int value, int bits) {
    return roomFor(x, 1, bits) << bits | value;
  }

  /** Gives a state's low word away if it would not stay below 2^31 otherwise. */
  private int roomFor(int x, int frequency, int bits) {
    if ((long) x >= (long) frequency << (STATE_BITS - bits)) {
      position -= 2;
      buffer[position] = (byte) (x >> 8);
      buffer[position + 1] = (byte) x;
      return x >>> 16;
    }
    mixed |= x < RansDecoder.LOWEST && position < buffer.length;
    return x;
  }

  /**
   * Whether a state was still below {@link RansDecoder#LOWEST} when the other had given words away:
   * a decoder would take them in too early, and the body has to begin anew from that number.
   */
  public boolean isMixed() {
    return mixed;
  }

  /** Returns the body. */
  public byte[] finish() {
    for (int state = STATES - 1; state >= 0; state--) {
      position -= Integer.BYTES;
      for (int i = 0; i < Integer.BYTES; i++) {
        buffer[position + i] = (byte) (states[state] >>> (24 - 8 * i));
      }
    }
    return Arrays.copyOfRange(buffer, position, buffer.length);
  }
}
