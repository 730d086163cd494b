package dev.sirencast.receiver;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.SlicedSymbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Restores what a block's symbols lack by its erasure code, one column of slices after another.
 *
 * @param guessing whether slices that cannot be restored exactly are restored from damaged ones
 */
record BlockRepair(ErasureCode code, BodyLengths lengths, boolean guessing) {
  /**
   * Completes a block's symbols as far as the code can.
   *
   * @param sources symbols by source packet, null for those that are not there; changed
   * @param certain the block's repair symbols, without what checksums put right
   * @param repairs the same with it
   * @return bytes restored exactly
   */
  int restore(
      List<@Nullable SlicedSymbol> sources,
      List<@Nullable SlicedSymbol> certain,
      List<@Nullable SlicedSymbol> repairs) {
    int restored = 0;
    for (int slice = 0; slice < lengths.slices(); slice++) {
      List<byte @Nullable []> left = column(sources, slice, true);
      if (left.contains(null)) {
        List<byte @Nullable []> solved = new ArrayList<>(left);
        boolean all =
            code.restore(solved, column(certain, slice, true))
                || code.restore(solved, column(repairs, slice, true));
        restored += place(left, solved, sources, slice, true);
        if (!all && guessing) {
          guess(sources, repairs, slice);
        }
      }
    }
    return restored;
  }

  /**
   * Restores what is not there at all from damaged slices as if they were exact: a flipped bit
   * makes one byte of what is restored wrong, and the others are right.
   */
  private void guess(
      List<@Nullable SlicedSymbol> sources, List<@Nullable SlicedSymbol> repairs, int slice) {
    List<byte @Nullable []> left = column(sources, slice, false);
    List<byte @Nullable []> solved = new ArrayList<>(left);
    if (!code.restore(solved, column(repairs, slice, true))) {
      code.restore(solved, column(repairs, slice, false));
    }
    place(left, solved, sources, slice, false);
  }

  /** Takes what was restored; returns its bytes. */
  private int place(
      List<byte @Nullable []> before,
      List<byte @Nullable []> after,
      List<@Nullable SlicedSymbol> symbols,
      int slice,
      boolean exact) {
    int bytes = 0;
    for (int i = 0; i < after.size(); i++) {
      byte[] content = after.get(i);
      if (before.get(i) == null && content != null) {
        SlicedSymbol symbol = symbols.get(i);
        if (symbol == null) {
          symbol = SlicedSymbol.missing(lengths.symbol());
          symbols.set(i, symbol);
        }
        if (exact) {
          symbol.restore(slice, lengths.sliceStart(slice), content);
        } else {
          symbol.guess(slice, lengths.sliceStart(slice), content);
        }
        bytes += content.length;
      }
    }
    return bytes;
  }

  private List<byte @Nullable []> column(
      List<@Nullable SlicedSymbol> symbols, int slice, boolean exact) {
    int from = lengths.sliceStart(slice);
    int to = lengths.sliceStart(slice + 1);
    List<byte @Nullable []> column = new ArrayList<>();
    for (SlicedSymbol symbol : symbols) {
      boolean there = symbol != null && (exact ? symbol.isExact(slice) : symbol.isThere(slice));
      column.add(there ? symbol.slice(from, to) : null);
    }
    return column;
  }
}
