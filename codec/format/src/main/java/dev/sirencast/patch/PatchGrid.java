package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A signal's grid cut into patches: boxes of nearly equal size.
 *
 * <p>An axis of n samples has {@code ceil(n / size)} patches, the i-th from sample {@code floor(i n
 * / patches)} on, so that two patches differ by one sample at most and none is a sliver. Patches
 * are numbered like points, axis 0 fastest. Sample j of a patch's t along an axis has the local
 * coordinate {@code (2 j + 1) / t - 1}: samples are the centres of equal cells of [-1, 1].
 * Immutable and thread-safe.
 */
public final class PatchGrid {
  /** The most patches of one signal. */
  public static final int MAX_PATCHES = 1 << 22;

  private final CoordinateGrid grid;
  private final int[] sizes;
  private final int[] counts;
  private final int patches;

  private PatchGrid(CoordinateGrid grid, int[] sizes, int[] counts, int patches) {
    this.grid = grid;
    this.sizes = sizes;
    this.counts = counts;
    this.patches = patches;
  }

  /**
   * Returns the patches of a grid.
   *
   * @param grid a whole grid, not a window
   * @param sizes samples of a patch along each axis at most, 1 or more
   * @throws IllegalArgumentException if there is not one size an axis, or there are more than
   *     {@value #MAX_PATCHES} patches
   */
  public static PatchGrid of(CoordinateGrid grid, int... sizes) {
    if (sizes.length != grid.dimensions()) {
      throw new IllegalArgumentException(
          "a patch of a grid of "
              + grid.dimensions()
              + " axes has as many sizes, got "
              + sizes.length);
    }
    int[] counts = new int[sizes.length];
    long patches = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] < 1) {
        throw new IllegalArgumentException(
            "a patch has 1 sample or more along an axis, got " + sizes[axis]);
      }
      counts[axis] = (int) (((long) grid.size(axis) + sizes[axis] - 1) / sizes[axis]);
      patches *= counts[axis];
      if (patches > MAX_PATCHES) {
        throw new IllegalArgumentException("a signal has at most " + MAX_PATCHES + " patches");
      }
    }
    return new PatchGrid(grid, sizes.clone(), counts, (int) patches);
  }

  /** The signal's grid. */
  public CoordinateGrid grid() {
    return grid;
  }

  /** The most samples of a patch along an axis. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** The most samples of a patch along every axis, as in {@code 32x32}. */
  public String sizeText() {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  /** The number of patches along an axis. */
  public int count(int axis) {
    return counts[axis];
  }

  /** The number of patches. */
  public int patches() {
    return patches;
  }

  /**
   * The first sample of the i-th patch along an axis; for i the number of patches, the axis' end.
   */
  public int first(int axis, int i) {
    return (int) ((long) i * grid.size(axis) / counts[axis]);
  }

  /** Which patch along an axis holds a sample. */
  public int at(int axis, int sample) {
    Objects.checkIndex(sample, grid.size(axis));
    // floor(i n / c) <= s exactly if i < (s + 1) c / n.
    return (int) (((sample + 1L) * counts[axis] - 1) / grid.size(axis));
  }

  /** Where a patch stands along an axis: a number of patches. */
  public int position(int patch, int axis) {
    int rest = patch;
    for (int a = 0; a < axis; a++) {
      rest /= counts[a];
    }
    return rest % counts[axis];
  }

  /** The window of the signal's grid that a patch is. */
  public CoordinateGrid window(int patch) {
    Objects.checkIndex(patch, patches);
    int[] first = new int[sizes.length];
    int[] size = new int[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      int i = position(patch, axis);
      first[axis] = first(axis, i);
      size[axis] = first(axis, i + 1) - first[axis];
    }
    return grid.window(first, size);
  }

  /** The local coordinate of a sample position, which may lie between samples, in a patch. */
  double local(int axis, int i, double position) {
    int first = first(axis, i);
    return (2 * (position - first) + 1) / (first(axis, i + 1) - first) - 1;
  }

  /**
   * Returns the local coordinates of a patch's samples.
   *
   * @return one row an axis, points in the order of {@link #window}
   */
  public double[][] coordinates(int patch) {
    CoordinateGrid window = window(patch);
    double[][] rows = new double[sizes.length][window.points()];
    int stride = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      int size = window.size(axis);
      for (int p = 0; p < window.points(); p++) {
        rows[axis][p] = (2 * (p / stride % size) + 1.0) / size - 1;
      }
      stride *= size;
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PatchGrid patched
        && grid.equals(patched.grid)
        && Arrays.equals(sizes, patched.sizes);
  }

  @Override
  public int hashCode() {
    return 31 * grid.hashCode() + Arrays.hashCode(sizes);
  }

  /** The numbers of patches joined by "x", as in {@code 24x16}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int count : counts) {
      text.append(text.isEmpty() ? "" : "x").append(count);
    }
    return text.toString();
  }
}
