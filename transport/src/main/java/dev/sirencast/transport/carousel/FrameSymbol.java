package dev.sirencast.transport.carousel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame as the erasure code takes it, all of a block of one length.
 *
 * <pre>
 *   0             2
 *   | length u16  | frame | zeros |
 * </pre>
 */
final class FrameSymbol {
  static final int LENGTH_BYTES = RowSink.MORE_BYTES;

  private FrameSymbol() {}

  /**
   * Fills a frame up.
   *
   * @param bytes of the symbol, {@value #LENGTH_BYTES} more than the frame has or above
   */
  static byte[] of(byte[] frame, int bytes) {
    byte[] symbol = new byte[bytes];
    symbol[0] = (byte) (frame.length >> Byte.SIZE);
    symbol[1] = (byte) frame.length;
    System.arraycopy(frame, 0, symbol, LENGTH_BYTES, frame.length);
    return symbol;
  }

  /** The frame in a symbol; null where what is said to be one is none. */
  static byte @Nullable [] frame(byte[] symbol) {
    int end = LENGTH_BYTES + ((symbol[0] & 0xff) << Byte.SIZE | symbol[1] & 0xff);
    if (end == LENGTH_BYTES || end > symbol.length) {
      return null;
    }
    for (int i = end; i < symbol.length; i++) {
      if (symbol[i] != 0) {
        return null;
      }
    }
    return Arrays.copyOfRange(symbol, LENGTH_BYTES, end);
  }
}
