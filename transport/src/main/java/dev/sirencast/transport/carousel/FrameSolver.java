package dev.sirencast.transport.carousel;

import dev.sirencast.fec.ErasureCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a block's frames from any of its rows that are as many. */
final class FrameSolver {
  private FrameSolver() {}

  /**
   * Computes all frames of a block.
   *
   * @param sources how many of the rows are frames, the first ones
   * @param rows contents by row, null for those that are not there; at least {@code sources} are
   * @return the frames in their order; nothing where rows contradict each other, so that one of
   *     them at least is not what was sent
   */
  static @Nullable List<byte[]> solve(ErasureCode code, int sources, List<byte @Nullable []> rows) {
    List<byte @Nullable []> repairs = rows.subList(sources, rows.size());
    int length = lengthOfAll(repairs);
    if (length < 0) {
      return null;
    }
    List<byte @Nullable []> symbols = new ArrayList<>();
    for (byte[] frame : rows.subList(0, sources)) {
      if (frame != null && frame.length + FrameSymbol.LENGTH_BYTES > length) {
        return null;
      }
      symbols.add(frame == null ? null : FrameSymbol.of(frame, length));
    }
    if (!code.restore(symbols, repairs)) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>();
    for (byte[] symbol : symbols) {
      byte[] frame = FrameSymbol.frame(symbol);
      if (frame == null) {
        return null;
      }
      frames.add(frame);
    }
    return frames;
  }

  /** How long all repair rows are; negative where they differ, 0 where there are none. */
  private static int lengthOfAll(List<byte @Nullable []> repairs) {
    int length = 0;
    for (byte[] repair : repairs) {
      if (repair != null && length > 0 && repair.length != length) {
        return -1;
      }
      length = repair == null ? length : repair.length;
    }
    return length;
  }
}
