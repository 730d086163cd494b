package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;

/**
 * How the patches of a signal cut a grid of any size over it: along each axis into parts, runs of
 * samples that lie in one patch. Patches that no sample lies in have no part. Immutable.
 */
final class GridCut {
  private final PatchGrid patches;
  private final CoordinateGrid grid;
  private final int[][] starts;
  private final int[][] patchOf;

  GridCut(PatchGrid patches, CoordinateGrid grid) {
    this.patches = patches;
    this.grid = grid;
    int dimensions = grid.dimensions();
    starts = new int[dimensions][];
    patchOf = new int[dimensions][];
    for (int axis = 0; axis < dimensions; axis++) {
      cut(axis);
    }
  }

  private void cut(int axis) {
    int size = grid.size(axis);
    int[] first = new int[Math.min(size, patches.count(axis)) + 1];
    int[] patch = new int[first.length];
    int parts = 0;
    int before = -1;
    for (int i = 0; i < size; i++) {
      int at = patches.at(axis, nearest(axis, i));
      if (at != before) {
        first[parts] = i;
        patch[parts++] = at;
        before = at;
      }
    }
    first[parts] = size;
    starts[axis] = java.util.Arrays.copyOf(first, parts + 1);
    patchOf[axis] = java.util.Arrays.copyOf(patch, parts);
  }

  /** The signal's sample that a sample of the grid is nearest to. */
  private int nearest(int axis, int i) {
    int last = patches.grid().size(axis) - 1;
    return (int) Math.max(0, Math.min(last, Math.rint(position(axis, i))));
  }

  /** Where a sample of the grid lies among the signal's samples. */
  private double position(int axis, int i) {
    int last = patches.grid().size(axis) - 1;
    return (grid.exactCoordinate(axis, i) + 1) / 2 * last;
  }

  /** The coordinate of a sample in the whole signal. */
  double coordinate(int axis, int i) {
    return grid.coordinate(axis, i);
  }

  /** The coordinate of a sample in a patch. */
  double local(int axis, int part, int i) {
    return patches.local(axis, patchOf[axis][part], position(axis, i));
  }

  CoordinateGrid grid() {
    return grid;
  }

  /** The number of parts along an axis. */
  int parts(int axis) {
    return patchOf[axis].length;
  }

  /** The first sample of a part; for the number of parts, the axis' end. */
  int start(int axis, int part) {
    return starts[axis][part];
  }

  /** Which part a sample lies in. */
  int part(int axis, int sample) {
    int found = java.util.Arrays.binarySearch(starts[axis], sample);
    return Math.min(parts(axis) - 1, found >= 0 ? found : -found - 2);
  }

  /** The patch of a block: of a part along every axis. */
  int patch(int[] parts) {
    int patch = 0;
    for (int axis = parts.length - 1; axis >= 0; axis--) {
      patch = patch * patches.count(axis) + patchOf[axis][parts[axis]];
    }
    return patch;
  }
}
