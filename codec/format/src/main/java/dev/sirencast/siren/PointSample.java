package dev.sirencast.siren;

import dev.sirencast.signal.CoordinateGrid;
import java.util.SplittableRandom;

/**
 * Points of a grid that stand for all of them: one drawn at random out of each of as many equal
 * stretches, the same for the same grid and number.
 */
public final class PointSample {
  private static final long SEED = 0x706f696e7473L;

  private PointSample() {}

  /** Returns the indices of at most {@code most} points, in rising order. */
  public static int[] of(CoordinateGrid grid, int most) {
    int points = grid.points();
    int count = Math.min(points, most);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int first = (int) ((long) points * i / count);
      int end = (int) ((long) points * (i + 1) / count);
      sample[i] = first + random.nextInt(end - first);
    }
    return sample;
  }

  /** The coordinates of a point. */
  public static double[] coordinates(CoordinateGrid grid, int point) {
    double[] x = new double[grid.dimensions()];
    int rest = point;
    for (int axis = 0; axis < x.length; axis++) {
      x[axis] = grid.coordinate(axis, rest % grid.size(axis));
      rest /= grid.size(axis);
    }
    return x;
  }
}
