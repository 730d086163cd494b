package dev.sirencast.codec;

import dev.sirencast.codec.GroupLayout.Run;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Symbols in the compact lane: two interleaved rANS coders with each tensor's {@link SymbolTable}.
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
 * <p>Source: J. Duda, Asymmetric numeral systems, arXiv:1311.2540.
 */
final class CompactCoder implements BodyCoder {
  /** States are from here, but for a body's last symbols, to 2^31. */
  private static final int LOWEST = 1 << 15;

  private static final int STATE_BITS = 31;
  private static final int STATES_BYTES = 8;
  private static final int MASK = SymbolTable.TOTAL - 1;
  private static final int ESCAPE_HALF = 8;
  private static final int ENTRY_BIN = 2 * SymbolTable.PRECISION;

  private final List<TensorLayout> tensors;
  private final int skipped;
  private final @Nullable SymbolTable[] tables;
  private final int @Nullable [][] decodings;

  /** The word buffer: an encoder fills it from its end on. */
  private byte[] buffer = new byte[4 * PacketFormat.MAX_FRAME_BYTES];

  private int position;
  private int end;
  private int state0;
  private int state1;
  private boolean mixed;

  CompactCoder(List<TensorLayout> tensors) {
    this(tensors, SymbolPart.WHOLE);
  }

  /** A coder of symbols without their lowest bits. */
  CompactCoder(List<TensorLayout> tensors, SymbolPart part) {
    this.tensors = tensors;
    this.skipped = part.skipped();
    this.tables = new SymbolTable[tensors.size()];
    this.decodings = new int[tensors.size()][];
  }

  private SymbolTable table(int tensor) {
    SymbolTable table = tables[tensor];
    if (table == null) {
      table = SymbolTable.of(tensors.get(tensor).model(), tensors.get(tensor).bits(), skipped);
      tables[tensor] = table;
    }
    return table;
  }

  private int[] decoding(int tensor) {
    int[] decoding = decodings[tensor];
    if (decoding == null) {
      decoding = table(tensor).decoding();
      decodings[tensor] = decoding;
    }
    return decoding;
  }

  @Override
  public byte[] encode(List<Run> runs, short[][] symbols) {
    int count = runs.stream().mapToInt(Run::count).sum();
    // An escape takes under 4 bytes.
    int most = STATES_BYTES + 4 * count + 4;
    if (buffer.length < most) {
      buffer = new byte[most];
    }
    encode(runs, symbols, count, 0);
    if (mixed) {
      encode(runs, symbols, count, LOWEST);
    }
    writeState(state1);
    writeState(state0);
    return Arrays.copyOfRange(buffer, position, buffer.length);
  }

  private void encode(List<Run> runs, short[][] symbols, int count, int first) {
    position = buffer.length;
    state0 = first;
    state1 = first;
    mixed = false;
    int parity = count & 1;
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      SymbolTable table = table(run.tensor());
      short[] values = symbols[run.tensor()];
      int index = run.start() + (run.count() - 1) * run.stride();
      for (int j = run.count(); j > 0; j--, index -= run.stride()) {
        parity ^= 1;
        if (parity == 0) {
          state0 = push(state0, values[index], table);
        } else {
          state1 = push(state1, values[index], table);
        }
      }
    }
  }

  private int push(int state, int symbol, SymbolTable table) {
    int slot = table.slot(symbol);
    int x = state;
    if (table.isEscape(slot)) {
      x = pushRaw(x, symbol & 0xff, ESCAPE_HALF);
      x = pushRaw(x, symbol >> ESCAPE_HALF & 0xff, ESCAPE_HALF);
    } else if (table.rawBits() > 0) {
      x = pushRaw(x, symbol & ((1 << table.rawBits()) - 1), table.rawBits());
    }
    int frequency = table.frequency(slot);
    x = roomFor(x, frequency, SymbolTable.PRECISION);
    int quotient = x / frequency;
    return (quotient << SymbolTable.PRECISION) + x - quotient * frequency + table.start(slot);
  }

  private int pushRaw(int state, int value, int bits) {
    return roomFor(state, 1, bits) << bits | value;
  }

  /** Gives a state's low word away if it would not stay below 2^31 otherwise. */
  private int roomFor(int state, int frequency, int bits) {
    if ((long) state >= (long) frequency << (STATE_BITS - bits)) {
      position -= 2;
      buffer[position] = (byte) (state >> 8);
      buffer[position + 1] = (byte) state;
      return state >>> 16;
    }
    mixed |= state < LOWEST && position < buffer.length;
    return state;
  }

  private void writeState(int state) {
    position -= Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      buffer[position + i] = (byte) (state >>> (24 - 8 * i));
    }
  }

  @Override
  public boolean decode(byte[] body, List<Run> runs, short[][] symbols) {
    if (body.length < STATES_BYTES || (body.length & 1) != 0) {
      return false;
    }
    position = 0;
    end = body.length;
    int even = readState(body);
    int odd = readState(body);
    if ((even | odd) < 0) {
      return false;
    }
    state0 = even;
    state1 = odd;
    for (Run run : runs) {
      SymbolTable table = table(run.tensor());
      int[] decoding = decoding(run.tensor());
      if (table.rawBits() == 0) {
        readRun(body, run, decoding, symbols[run.tensor()], table.peak());
      } else {
        readWideRun(body, run, decoding, symbols[run.tensor()], table);
      }
      if ((run.count() & 1) != 0) {
        int swapped = state0;
        state0 = state1;
        state1 = swapped;
      }
    }
    return position == end && isFirst(state0) && isFirst(state1);
  }

  private static boolean isFirst(int state) {
    return state == 0 || state == LOWEST;
  }

  /**
   * Runs of tensors whose bins are symbols: nearly all of a stream's time. Both states in one turn
   * of the loop, so that neither waits for the other.
   */
  private void readRun(byte[] body, Run run, int[] decoding, short[] symbols, int peak) {
    int a = state0;
    int b = state1;
    int at = position;
    int last = end - 2;
    int stride = run.stride();
    int index = run.start();
    for (int i = run.count() >> 1; i > 0; i--) {
      int first = decoding[a & MASK];
      int second = decoding[b & MASK];
      a = next(a, first);
      b = next(b, second);
      if (a < LOWEST && at <= last) {
        a = a << 16 | (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
        at += 2;
      }
      int symbol = first >> ENTRY_BIN;
      if (symbol == SymbolTable.ESCAPE) {
        position = at;
        symbol = popEscape(body, a, peak);
        a = popped;
        at = position;
      }
      symbols[index] = (short) symbol;
      index += stride;
      if (b < LOWEST && at <= last) {
        b = b << 16 | (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
        at += 2;
      }
      symbol = second >> ENTRY_BIN;
      if (symbol == SymbolTable.ESCAPE) {
        position = at;
        symbol = popEscape(body, b, peak);
        b = popped;
        at = position;
      }
      symbols[index] = (short) symbol;
      index += stride;
    }
    state0 = a;
    state1 = b;
    position = at;
    if ((run.count() & 1) != 0) {
      symbols[index] = (short) readNext(body, decoding, peak);
    }
  }

  /** The last symbol of an odd run, from state 0. */
  private int readNext(byte[] body, int[] decoding, int peak) {
    int entry = decoding[state0 & MASK];
    state0 = take(body, next(state0, entry));
    int symbol = entry >> ENTRY_BIN;
    if (symbol == SymbolTable.ESCAPE) {
      symbol = popEscape(body, state0, peak);
      state0 = popped;
    }
    return symbol;
  }

  /** The state before the entry's slot was pushed, but for a word. */
  private static int next(int state, int entry) {
    return (entry >>> SymbolTable.PRECISION & MASK) * (state >>> SymbolTable.PRECISION)
        + (entry & MASK);
  }

  private void readWideRun(
      byte[] body, Run run, int[] decoding, short[] symbols, SymbolTable table) {
    int index = run.start();
    int peak = table.peak();
    for (int i = 0; i < run.count(); i++, index += run.stride()) {
      int state = (i & 1) == 0 ? state0 : state1;
      int entry = decoding[state & MASK];
      popped = take(body, next(state, entry));
      int bin = entry >> ENTRY_BIN;
      int symbol =
          bin == SymbolTable.ESCAPE
              ? popEscape(body, popped, peak)
              : bin << table.rawBits() | popRaw(body, popped, table.rawBits());
      symbols[index] = (short) Math.max(-peak, Math.min(peak, symbol));
      if ((i & 1) == 0) {
        state0 = popped;
      } else {
        state1 = popped;
      }
    }
  }

  /** The state after what was last popped from it. */
  private int popped;

  private int popEscape(byte[] body, int state, int peak) {
    int high = popRaw(body, state, ESCAPE_HALF);
    int symbol = (short) (high << ESCAPE_HALF | popRaw(body, popped, ESCAPE_HALF));
    return Math.max(-peak, Math.min(peak, symbol));
  }

  private int popRaw(byte[] body, int state, int bits) {
    popped = take(body, state >>> bits);
    return state & ((1 << bits) - 1);
  }

  private int take(byte[] body, int state) {
    if (state < LOWEST && position < end) {
      int word = (body[position] & 0xff) << 8 | body[position + 1] & 0xff;
      position += 2;
      return state << 16 | word;
    }
    return state;
  }

  private int readState(byte[] body) {
    int state = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      state = state << 8 | body[position++] & 0xff;
    }
    return state;
  }
}
