package dev.sirencast.encoder.packet;

import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An order in which patches that lie beside each other are far apart: a burst of losses leaves
 * holes with a picture around them.
 *
 * <p>One stride through the grid does that, near the golden section of it, whose first multiples
 * all lead to other places.
 */
final class PatchScatter {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** How many of the patches that follow one in the stream lie apart from it. */
  private static final int APART = 8;

  private PatchScatter() {}

  /** Returns the patches in that order. */
  static List<PatchSymbols> scattered(List<PatchSymbols> patches, PatchGrid grid) {
    int stride = stride(grid);
    int[] place = new int[grid.patches()];
    for (int i = 0; i < place.length; i++) {
      place[(int) ((long) i * stride % place.length)] = i;
    }
    List<PatchSymbols> sorted = new ArrayList<>(patches);
    sorted.sort(Comparator.comparingInt(patch -> place[patch.patch()]));
    return sorted;
  }

  /** Whether a patch is one of some others or lies beside one of them, corners included. */
  static boolean touches(PatchGrid grid, int patch, List<PatchSymbols> others) {
    for (PatchSymbols other : others) {
      boolean near = true;
      for (int axis = 0; axis < grid.grid().dimensions() && near; axis++) {
        near = Math.abs(grid.position(patch, axis) - grid.position(other.patch(), axis)) <= 1;
      }
      if (near) {
        return true;
      }
    }
    return false;
  }

  /** The stride nearest to the golden section that visits every patch and no neighbours soon. */
  private static int stride(PatchGrid grid) {
    int patches = grid.patches();
    int golden = Math.max(1, (int) Math.round(GOLDEN * patches));
    for (int apart = Math.min(APART, patches / 4); apart > 0; apart--) {
      for (int away = 0; away < patches; away++) {
        for (int stride : new int[] {golden - away, golden + away}) {
          if (stride > 0 && stride < patches && scatters(grid, stride, apart)) {
            return stride;
          }
        }
      }
    }
    return 1;
  }

  private static boolean scatters(PatchGrid grid, int stride, int apart) {
    int patches = grid.patches();
    if (SourceBodies.greatestCommonDivisor(stride, patches) != 1) {
      return false;
    }
    for (int i = 1; i <= apart; i++) {
      long ahead = (long) i * stride % patches;
      if (touches(grid, ahead) || touches(grid, patches - ahead)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a patch so many numbers further on can lie beside this one. */
  private static boolean touches(PatchGrid grid, long ahead) {
    long rest = ahead;
    for (int axis = 0; axis < grid.grid().dimensions(); axis++) {
      long steps = rest % grid.count(axis);
      if (steps > 1 && steps < grid.count(axis) - 1) {
        return false;
      }
      rest = rest / grid.count(axis) + (steps > 1 ? 1 : 0);
    }
    return rest == 0;
  }
}
