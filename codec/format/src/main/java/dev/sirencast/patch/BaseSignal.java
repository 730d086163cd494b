package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.concurrent.Executor;

/**
 * What a base network says at every point: its raw outputs on a coarse grid, linear in between.
 *
 * <p>An axis of n samples has {@code max(2, ceil(n / step))} coarse points, evenly over [-1, 1]. A
 * base is smooth: that it is evaluated at a sixteenth of a picture's points changes nothing that
 * could be seen, and its cost from more than the patches' to next to none. Immutable and
 * thread-safe.
 */
public final class BaseSignal {
  private final CoordinateGrid coarse;
  private final int outputs;
  private final float[] values;

  private BaseSignal(CoordinateGrid coarse, int outputs, float[] values) {
    this.coarse = coarse;
    this.outputs = outputs;
    this.values = values;
  }

  /** The coarse grid of a signal's grid. */
  public static CoordinateGrid grid(CoordinateGrid whole, int step) {
    int[] sizes = new int[whole.dimensions()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.max(2, (whole.size(axis) + step - 1) / step);
    }
    return CoordinateGrid.of(sizes);
  }

  /**
   * Evaluates a base network, by several threads as {@link SirenNetwork} does.
   *
   * @param whole the signal's grid
   * @param step 1 or more
   */
  public static BaseSignal of(
      SirenWeights base, CoordinateGrid whole, int step, Executor executor, int parallelism) {
    CoordinateGrid coarse = grid(whole, step);
    return new BaseSignal(
        coarse,
        base.architecture().outputs(),
        SirenNetwork.of(base).evaluate(coarse, executor, parallelism));
  }

  /** Returns the outputs on a grid over the same signal, or a window of one, interleaved. */
  public float[] outputs(CoordinateGrid grid) {
    float[] out = new float[Math.multiplyExact(grid.points(), outputs)];
    double[] row = new double[grid.size(0)];
    for (int i = 0; i < row.length; i++) {
      row[i] = grid.coordinate(0, i);
    }
    BaseRows rows = new BaseRows(this);
    rows.begin(row, row.length);
    double[] others = new double[grid.dimensions() - 1];
    for (int start = 0; start < grid.points(); start += row.length) {
      int rest = start / row.length;
      for (int axis = 1; axis < grid.dimensions(); axis++) {
        others[axis - 1] = grid.coordinate(axis, rest % grid.size(axis));
        rest /= grid.size(axis);
      }
      rows.addTo(others, out, start * outputs);
    }
    return out;
  }

  /** Writes the outputs between the coarse points of a row that begins at {@code first}. */
  void interpolate(int first, int[] lows, double[] highs, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      double high = highs[i];
      int from = (first + lows[i]) * outputs;
      for (int c = 0; c < outputs; c++) {
        out[i * outputs + c] = (1 - high) * values[from + c] + high * values[from + outputs + c];
      }
    }
  }

  int dimensions() {
    return coarse.dimensions();
  }

  int outputs() {
    return outputs;
  }

  int size(int axis) {
    return coarse.size(axis);
  }

  /** Where a coordinate lies among the coarse points of an axis. */
  double position(int axis, double x) {
    return Math.max(0, Math.min(coarse.size(axis) - 1, (x + 1) / 2 * (coarse.size(axis) - 1)));
  }

  /** The coarse point below a position; there is one above it. */
  int low(int axis, double position) {
    return Math.min(coarse.size(axis) - 2, (int) position);
  }
}
