package dev.sirencast.trainer.cpu;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.util.Arrays;

/**
 * The points that a network is fitted to: coordinates, and what its outputs shall be there.
 *
 * <p>Targets are raw outputs y in about [-1, 1], not samples. Arrays of coordinates are used as
 * they are, without a copy, so that many patches can share one grid: they must not change.
 * Immutable otherwise, and thread-safe.
 */
public final class TrainingPoints {
  private final float[][] coordinates;
  private final float[][] targets;

  private TrainingPoints(float[][] coordinates, float[][] targets) {
    this.coordinates = coordinates;
    this.targets = targets;
  }

  /**
   * Returns points.
   *
   * @param coordinates for each axis one value a point
   * @param targets of each point all components, point after point; copied
   * @param outputs components of a point
   * @throws IllegalArgumentException if the lengths do not fit each other, or there is no point
   */
  public static TrainingPoints of(float[][] coordinates, float[] targets, int outputs) {
    int count = coordinates[0].length;
    for (float[] axis : coordinates) {
      if (axis.length != count) {
        throw new IllegalArgumentException(
            "axes have one coordinate a point, got " + count + " and " + axis.length);
      }
    }
    if (count == 0 || targets.length != (long) count * outputs) {
      throw new IllegalArgumentException(
          "1 point or more of "
              + outputs
              + " targets each expected, got "
              + targets.length
              + " targets for "
              + count
              + " points");
    }
    float[][] rows = new float[outputs][count];
    for (int p = 0; p < count; p++) {
      for (int c = 0; c < outputs; c++) {
        rows[c][p] = targets[p * outputs + c];
      }
    }
    return new TrainingPoints(coordinates.clone(), rows);
  }

  /** Returns a signal's points: its grid, and targets {@code 2 s - 1} for samples s. */
  public static TrainingPoints of(Signal signal) {
    CoordinateGrid grid = signal.grid();
    float[][] coordinates = new float[grid.dimensions()][grid.points()];
    grid.coordinates(0, grid.points(), coordinates);
    float[] targets = signal.toArray();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = 2 * targets[i] - 1;
    }
    return of(coordinates, targets, signal.components());
  }

  /** Room for {@code count} points that {@link #gather} fills. */
  public static TrainingPoints room(int inputs, int outputs, int count) {
    return new TrainingPoints(new float[inputs][count], new float[outputs][count]);
  }

  /** Takes the points of {@code other} whose numbers stand at {@code from} to {@code to - 1}. */
  public void gather(TrainingPoints other, int[] numbers, int from, int to) {
    for (int axis = 0; axis < coordinates.length; axis++) {
      gather(other.coordinates[axis], numbers, from, to, coordinates[axis]);
    }
    for (int c = 0; c < targets.length; c++) {
      gather(other.targets[c], numbers, from, to, targets[c]);
    }
  }

  private static void gather(float[] values, int[] numbers, int from, int to, float[] out) {
    for (int i = from; i < to; i++) {
      out[i - from] = values[numbers[i]];
    }
  }

  /** The number of points. */
  public int count() {
    return coordinates[0].length;
  }

  /** The number of coordinates of a point. */
  public int inputs() {
    return coordinates.length;
  }

  /** The number of targets of a point. */
  public int outputs() {
    return targets.length;
  }

  /** Whether other points lie at the same places, in the same order. */
  public boolean sharesGrid(TrainingPoints other) {
    return Arrays.deepEquals(coordinates, other.coordinates);
  }

  /** Writes all coordinates, axis after axis. */
  public void copyCoordinates(float[] out) {
    for (int axis = 0; axis < coordinates.length; axis++) {
      System.arraycopy(coordinates[axis], 0, out, axis * count(), count());
    }
  }

  /** Writes all targets, component after component, from {@code offset} on. */
  public void copyTargets(float[] out, int offset) {
    for (int c = 0; c < targets.length; c++) {
      System.arraycopy(targets[c], 0, out, offset + c * count(), count());
    }
  }

  float[] coordinates(int axis) {
    return coordinates[axis];
  }

  /** One component's target of every point, which must not be changed. */
  public float[] targets(int component) {
    return targets[component];
  }
}
