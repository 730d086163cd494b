package dev.sirencast.media.pixels;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/** A Huffman table of JPEG (ITU-T T.81 annex C): codes of 1 to 16 bits, in rising order. */
final class JpegHuffmanTable {
  private static final int LONGEST = 16;
  private static final int MAX_SIZE = 16;

  private final int[] counts = new int[LONGEST + 1];
  private final int[] symbols;

  private JpegHuffmanTable(ByteBuffer in) {
    int all = 0;
    for (int length = 1; length <= LONGEST; length++) {
      counts[length] = in.get() & 0xFF;
      all += counts[length];
    }
    symbols = new int[all];
    for (int i = 0; i < all; i++) {
      symbols[i] = in.get() & 0xFF;
      if (symbols[i] > MAX_SIZE) {
        throw new IllegalArgumentException("a JPEG difference of " + symbols[i] + " bits");
      }
    }
  }

  /** Reads 16 counts, and what the codes stand for. */
  static JpegHuffmanTable read(ByteBuffer in) {
    return new JpegHuffmanTable(in);
  }

  /** Returns what the next bits stand for. */
  int decode(IntSupplier bits) {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code |= bits.getAsInt();
      if (code - first < counts[length]) {
        return symbols[index + code - first];
      }
      index += counts[length];
      first = first + counts[length] << 1;
      code <<= 1;
    }
    throw new IllegalArgumentException("a JPEG code that stands for nothing");
  }
}
