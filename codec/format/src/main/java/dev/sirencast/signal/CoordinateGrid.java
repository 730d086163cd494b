package dev.sirencast.signal;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The points at which a signal is sampled: a regular grid over [-1, 1] in every axis, or a window
 * of one.
 *
 * <p>Axis 0 varies fastest (a picture's width, then its height). A point's coordinate along an axis
 * of n samples is {@code -1 + 2 i / (n - 1)}, both ends included; an axis of one sample sits at 0.
 * A {@linkplain #window window}'s points are those of the whole that lie in it, where they lie
 * there. Immutable and thread-safe.
 */
public final class CoordinateGrid {
  /** The largest number of points a grid may have: what one Java array can index. */
  public static final long MAX_POINTS = 1L << 30;

  private static final int MAX_DIMENSIONS = 3;

  private final int[] sizes;
  private final int[] starts;
  private final int[] wholes;
  private final int points;

  private CoordinateGrid(int[] sizes, int[] starts, int[] wholes) {
    if (sizes.length < 1 || sizes.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(
          "a grid has 1 to " + MAX_DIMENSIONS + " axes, got " + sizes.length);
    }
    long product = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a grid's axis has 1 sample or more, got " + size);
      }
      product *= size;
      if (product > MAX_POINTS) {
        throw new IllegalArgumentException("a grid has at most " + MAX_POINTS + " points");
      }
    }
    this.sizes = sizes;
    this.starts = starts;
    this.wholes = wholes;
    this.points = (int) product;
  }

  /**
   * Returns the grid with these numbers of samples along its axes, the fastest first.
   *
   * @param sizes one to three numbers, each 1 or more, their product at most {@link #MAX_POINTS}
   */
  public static CoordinateGrid of(int... sizes) {
    return new CoordinateGrid(sizes.clone(), new int[sizes.length], sizes.clone());
  }

  /**
   * Returns the part of this grid that begins at {@code first} and has {@code window} points along
   * each axis.
   *
   * @throws IllegalArgumentException if the window does not lie in this grid
   */
  public CoordinateGrid window(int[] first, int[] window) {
    if (first.length != sizes.length || window.length != sizes.length) {
      throw new IllegalArgumentException(
          "a window of a grid of "
              + sizes.length
              + " axes has as many, got "
              + first.length
              + " and "
              + window.length);
    }
    int[] begins = new int[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      if (first[axis] < 0 || window[axis] < 1 || first[axis] > sizes[axis] - window[axis]) {
        throw new IllegalArgumentException(
            "a window of "
                + window[axis]
                + " samples from "
                + first[axis]
                + " on does not lie in an axis of "
                + sizes[axis]);
      }
      begins[axis] = starts[axis] + first[axis];
    }
    return new CoordinateGrid(window.clone(), begins, wholes);
  }

  /** The number of axes, which is the number of inputs of a network over this grid. */
  public int dimensions() {
    return sizes.length;
  }

  /** The number of samples along an axis. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** The number of points in the whole grid. */
  public int points() {
    return points;
  }

  /** The coordinate, in [-1, 1], of sample {@code index} along {@code axis}. */
  public float coordinate(int axis, int index) {
    return (float) exactCoordinate(axis, index);
  }

  /** The same coordinate in double: a float does not tell the samples of long signals apart. */
  public double exactCoordinate(int axis, int index) {
    int last = wholes[axis] - 1;
    return last == 0 ? 0 : -1.0 + 2.0 * (starts[axis] + index) / last;
  }

  /**
   * Writes the coordinates of {@code count} successive points.
   *
   * @param first the index of the first point, axis 0 fastest
   * @param rows one row per axis; row a receives the coordinates along axis a from index 0 on
   */
  public void coordinates(int first, int count, float[][] rows) {
    int stride = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      int size = sizes[axis];
      float[] row = rows[axis];
      for (int i = 0; i < count; i++) {
        row[i] = coordinate(axis, (first + i) / stride % size);
      }
      stride *= size;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CoordinateGrid grid
        && Arrays.equals(sizes, grid.sizes)
        && Arrays.equals(starts, grid.starts)
        && Arrays.equals(wholes, grid.wholes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** The sizes joined by "x", as in {@code 768x512}. */
  @Override
  public String toString() {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
