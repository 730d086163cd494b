package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.SmallNetworks;
import java.util.Arrays;
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
  /** Coarse points that a thread evaluates at once. */
  private static final int STRIP_POINTS = 2048;

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
   * Evaluates a base network, by several threads as {@link PatchedNetwork} does.
   *
   * @param whole the signal's grid
   * @param step 1 or more
   */
  public static BaseSignal of(
      SirenWeights base, CoordinateGrid whole, int step, Executor executor, int parallelism) {
    CoordinateGrid coarse = grid(whole, step);
    int outputs = base.architecture().outputs();
    float[] values = new float[Math.multiplyExact(coarse.points(), outputs)];
    int last = coarse.dimensions() - 1;
    int slice = coarse.points() / coarse.size(last);
    int together = Math.max(1, STRIP_POINTS / slice);
    ParallelTiles.run(
        (coarse.size(last) + together - 1) / together,
        () -> {
          SmallNetworks networks = SmallNetworks.create();
          return strip -> {
            int first = strip * together;
            int end = Math.min(coarse.size(last), first + together);
            networks.evaluate(base, axes(coarse, first, end), values, first * slice * outputs);
          };
        },
        executor,
        parallelism);
    return new BaseSignal(coarse, outputs, values);
  }

  /**
   * The coordinates of a part of the coarse grid, from one slice along the last axis to another.
   */
  private static double[][] axes(CoordinateGrid coarse, int first, int end) {
    double[][] axes = new double[coarse.dimensions()][];
    for (int axis = 0; axis < axes.length; axis++) {
      boolean last = axis == axes.length - 1;
      int from = last ? first : 0;
      axes[axis] = new double[(last ? end : coarse.size(axis)) - from];
      for (int i = 0; i < axes[axis].length; i++) {
        axes[axis][i] = coarse.coordinate(axis, from + i);
      }
    }
    return axes;
  }

  /** Returns the outputs on a grid over the same signal, or a window of one, interleaved. */
  public float[] outputs(CoordinateGrid grid) {
    float[] out = new float[Math.multiplyExact(grid.points(), outputs)];
    double[] row = new double[grid.size(0)];
    for (int i = 0; i < row.length; i++) {
      row[i] = grid.coordinate(0, i);
    }
    Rows rows = rows();
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

  /** Returns one thread's way over these outputs. */
  Rows rows() {
    return new Rows(this);
  }

  /** Writes the outputs between the coarse points of a row that begins at {@code first}. */
  private void interpolate(int first, int[] lows, double[] highs, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      double high = highs[i];
      int from = (first + lows[i]) * outputs;
      for (int c = 0; c < outputs; c++) {
        out[i * outputs + c] = (1 - high) * values[from + c] + high * values[from + outputs + c];
      }
    }
  }

  /** Where a coordinate lies among the coarse points of an axis. */
  private double position(int axis, double x) {
    return Math.max(0, Math.min(coarse.size(axis) - 1, (x + 1) / 2 * (coarse.size(axis) - 1)));
  }

  /** The coarse point below a position; there is one above it. */
  private int low(int axis, double position) {
    return Math.min(coarse.size(axis) - 2, (int) position);
  }

  /**
   * One thread's way over a base, row after row along axis 0. What lies between two coarse points
   * of a row is the same for all rows of a grid that lie between two coarse ones: it is kept. Not
   * thread-safe.
   */
  static final class Rows {
    private final BaseSignal base;
    private final int slow;

    /** Interpolated coarse rows, and which they are; neighbours never share a place. */
    private final double[][] rows;

    private final int[] held;
    private int[] lows = {};
    private double[] highs = {};
    private int count;

    private Rows(BaseSignal base) {
      this.base = base;
      this.slow = base.coarse.dimensions() - 1;
      this.rows = new double[1 << slow][0];
      this.held = new int[rows.length];
    }

    /**
     * Begins with other points.
     *
     * @param x their coordinates along axis 0, in [-1, 1]
     * @param points how many of them
     */
    void begin(double[] x, int points) {
      if (lows.length < points) {
        lows = new int[points];
        highs = new double[points];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = new double[points * base.outputs];
        }
      }
      count = points;
      for (int i = 0; i < points; i++) {
        double at = base.position(0, x[i]);
        lows[i] = base.low(0, at);
        highs[i] = at - lows[i];
      }
      Arrays.fill(held, -1);
    }

    /**
     * Adds the outputs along a row of the points to {@code out}.
     *
     * @param others their coordinates along the other axes
     * @param out outputs interleaved, from {@code offset} on
     */
    void addTo(double[] others, float[] out, int offset) {
      for (int corner = 0; corner < 1 << slow; corner++) {
        double share = 1;
        int first = 0;
        int place = 0;
        int stride = base.coarse.size(0);
        for (int axis = 1; axis <= slow; axis++) {
          double at = base.position(axis, others[axis - 1]);
          int low = base.low(axis, at);
          int high = corner >> axis - 1 & 1;
          share *= high == 1 ? at - low : 1 - (at - low);
          first += (low + high) * stride;
          place |= (low + high & 1) << axis - 1;
          stride *= base.coarse.size(axis);
        }
        if (share > 0) {
          add(row(first, place), share, out, offset);
        }
      }
    }

    private double[] row(int first, int place) {
      double[] row = rows[place];
      if (held[place] != first) {
        held[place] = first;
        base.interpolate(first, lows, highs, count, row);
      }
      return row;
    }

    private void add(double[] row, double share, float[] out, int offset) {
      for (int i = 0; i < count * base.outputs; i++) {
        out[offset + i] += (float) (share * row[i]);
      }
    }
  }
}
