package dev.sirencast.trainer.patch;

import dev.sirencast.patch.BaseSignal;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;

/** A signal on the coarse grid of its base. */
final class SmallSignal {
  private SmallSignal() {}

  /** Every sample counts to the nearest coarse point, which becomes their mean. */
  static Signal of(Signal signal, int step) {
    CoordinateGrid grid = signal.grid();
    CoordinateGrid coarse = BaseSignal.grid(grid, step);
    int components = signal.components();
    double[] sums = new double[coarse.points() * components];
    int[] counts = new int[coarse.points()];
    int[][] nearest = new int[grid.dimensions()][];
    for (int axis = 0; axis < nearest.length; axis++) {
      nearest[axis] = nearest(grid, coarse, axis);
    }
    for (int point = 0; point < grid.points(); point++) {
      int rest = point;
      int to = 0;
      int stride = 1;
      for (int axis = 0; axis < nearest.length; axis++) {
        to += nearest[axis][rest % grid.size(axis)] * stride;
        rest /= grid.size(axis);
        stride *= coarse.size(axis);
      }
      counts[to]++;
      for (int c = 0; c < components; c++) {
        sums[to * components + c] += signal.sample(point, c);
      }
    }
    float[] samples = new float[sums.length];
    for (int i = 0; i < samples.length; i++) {
      int count = counts[i / components];
      samples[i] = count == 0 ? 0.5f : (float) Math.max(0, Math.min(1, sums[i] / count));
    }
    return Signal.of(signal.format(), coarse, components, samples);
  }

  private static int[] nearest(CoordinateGrid grid, CoordinateGrid coarse, int axis) {
    int[] nearest = new int[grid.size(axis)];
    for (int i = 0; i < nearest.length; i++) {
      double at = (grid.coordinate(axis, i) + 1.0) / 2 * (coarse.size(axis) - 1);
      nearest[i] = (int) Math.round(at);
    }
    return nearest;
  }
}
