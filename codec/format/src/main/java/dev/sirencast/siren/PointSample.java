package dev.sirencast.siren;

import dev.sirencast.signal.CoordinateGrid;
import java.util.SplittableRandom;

/**
 * Points of a grid that stand for all of them: one drawn at random out of each of as many equal
 * stretches, the same for the same grid and number.
 */
public final class PointSample {
  private static final long SEED = 0x706f696e7473L;

  /** Multiply-adds of a look at a network: 2,048 points of 131,072 weights. */
  private static final long MAX_VISITS = 1 << 28;

  private static final int FEW = 16;

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

  /**
   * How many points a network is looked at, where so many are wanted: fewer where it is so large
   * that they would take more than a second or so, and a few in any case.
   *
   * @param points wanted, 1 or more
   * @param weights of the network, 1 or more
   */
  public static int affordable(int points, long weights) {
    return (int) Math.min(points, Math.max(FEW, MAX_VISITS / weights));
  }
}
