package dev.sirencast.patch;

import java.util.Arrays;

/**
 * One thread's way over a base, row after row along axis 0. What lies between two coarse points of
 * a row is the same for all rows of a grid that lie between two coarse ones: it is kept. Not
 * thread-safe.
 */
final class BaseRows {
  private final BaseSignal base;
  private final int slow;

  /** Interpolated coarse rows, and which they are; neighbours never share a place. */
  private final double[][] rows;

  private final int[] held;
  private int[] lows = {};
  private double[] highs = {};
  private int count;

  BaseRows(BaseSignal base) {
    this.base = base;
    this.slow = base.dimensions() - 1;
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
        rows[i] = new double[points * base.outputs()];
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
      int stride = base.size(0);
      for (int axis = 1; axis <= slow; axis++) {
        double at = base.position(axis, others[axis - 1]);
        int low = base.low(axis, at);
        int high = corner >> axis - 1 & 1;
        share *= high == 1 ? at - low : 1 - (at - low);
        first += (low + high) * stride;
        place |= (low + high & 1) << axis - 1;
        stride *= base.size(axis);
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
    for (int i = 0; i < count * base.outputs(); i++) {
      out[offset + i] += (float) (share * row[i]);
    }
  }
}
