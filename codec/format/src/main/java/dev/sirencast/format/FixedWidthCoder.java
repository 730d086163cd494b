package dev.sirencast.format;

import dev.sirencast.format.GroupLayout.Run;
import java.util.List;

/**
 * Symbols in the error-resilient coding: a sign bit (1 is negative), then the magnitude, highest
 * bit first.
 *
 * <p>No code stands for more than the tensor's largest magnitude, so a flipped bit moves a weight
 * within its tensor's range and never beyond; and it moves only that weight. Of a {@link
 * BitPlaneRange} the sign stands for below 0, and the magnitude of -1 is 0, that of -2 is 1, and so
 * on.
 */
final class FixedWidthCoder implements BodyCoder {
  private static final int WORD = 32;
  private static final long LOW_WORD = 0xffff_ffffL;

  /** -1 where a symbol and its negative have the same magnitude, 0 where s and -1 - s have. */
  private final int twin;

  /** Bits that are not yet in the body, or not yet out of it, and how many. */
  private long pending;

  private int pendingBits;
  private int position;

  FixedWidthCoder(BitPlaneRange part) {
    this.twin = part.isWhole() ? -1 : 0;
  }

  /** The length of the body of some runs. */
  static int bodyBytes(List<Run> runs) {
    long bits = 0;
    for (Run run : runs) {
      bits += (long) run.bits() * run.count();
    }
    return (int) ((bits + 7) / 8);
  }

  private void reset() {
    pending = 0;
    pendingBits = 0;
    position = 0;
  }

  @Override
  public byte[] encode(List<Run> runs, short[][] symbols) {
    byte[] body = new byte[bodyBytes(runs)];
    reset();
    for (Run run : runs) {
      write(body, run, symbols[run.tensor()]);
    }
    while (position < body.length) {
      body[position++] = (byte) (pending << 8 >> pendingBits);
      pendingBits -= 8;
    }
    return body;
  }

  private void write(byte[] body, Run run, short[] symbols) {
    int bits = run.bits();
    int index = run.start();
    for (int i = 0; i < run.count(); i++, index += run.stride()) {
      int symbol = symbols[index];
      int code = symbol < 0 ? ~symbol - twin | 1 << (bits - 1) : symbol;
      pending = pending << bits | code;
      pendingBits += bits;
      while (pendingBits >= 8) {
        pendingBits -= 8;
        body[position++] = (byte) (pending >> pendingBits);
      }
    }
  }

  @Override
  public boolean decode(byte[] body, List<Run> runs, short[][] symbols) {
    if (body.length < bodyBytes(runs)) {
      return false;
    }
    reset();
    for (Run run : runs) {
      read(body, run, symbols[run.tensor()]);
    }
    return true;
  }

  private void read(byte[] body, Run run, short[] symbols) {
    int bits = run.bits();
    int magnitudes = (1 << (bits - 1)) - 1;
    long window = pending;
    int ready = pendingBits;
    int index = run.start();
    for (int i = 0; i < run.count(); i++, index += run.stride()) {
      if (ready < bits) {
        window = window << WORD | word(body);
        ready += WORD;
      }
      ready -= bits;
      int code = (int) (window >>> ready);
      int magnitude = code & magnitudes;
      int sign = -(code >>> (bits - 1) & 1);
      symbols[index] = (short) ((magnitude ^ sign) - (sign & twin));
    }
    pending = window;
    pendingBits = ready;
  }

  /** The next four bytes of a body, with zeros behind its end. */
  private long word(byte[] body) {
    int at = position;
    position += Integer.BYTES;
    if (position <= body.length) {
      return ((body[at] & 0xff) << 24
              | (body[at + 1] & 0xff) << 16
              | (body[at + 2] & 0xff) << 8
              | (body[at + 3] & 0xff))
          & LOW_WORD;
    }
    long word = 0;
    for (int i = at; i < position; i++) {
      word = word << 8 | (i < body.length ? body[i] & 0xff : 0);
    }
    return word;
  }
}
