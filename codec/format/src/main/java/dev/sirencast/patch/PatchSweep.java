package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.SmallNetworks;
import java.util.Arrays;

/** One thread's way over the blocks of a grid: base and patch of each. Not thread-safe. */
final class PatchSweep {
  private final PatchedWeights weights;
  private final GridCut cut;
  private final BaseSignal.Rows base;
  private final SmallNetworks networks = SmallNetworks.create();
  private final int dimensions;
  private final int outputs;
  private final double[][] local;
  private final int[] part;
  private final int[] sizes;
  private double[] across = {};
  private float[] values = {};
  private float[] sums = {};

  PatchSweep(PatchedWeights weights, GridCut cut, BaseSignal base) {
    this.weights = weights;
    this.cut = cut;
    this.base = base.rows();
    this.dimensions = cut.grid().dimensions();
    this.outputs = weights.base().architecture().outputs();
    this.local = new double[dimensions][];
    this.part = new int[dimensions];
    this.sizes = new int[dimensions];
  }

  /**
   * Writes the samples of a block.
   *
   * @param block the block's number, axis 0 fastest
   * @param out samples of the grid from point {@code from} on
   */
  void evaluate(int block, float[] out, int from) {
    int rest = block;
    int points = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      part[axis] = rest % cut.parts(axis);
      rest /= cut.parts(axis);
      int first = cut.start(axis, part[axis]);
      sizes[axis] = cut.start(axis, part[axis] + 1) - first;
      points *= sizes[axis];
      local[axis] = new double[sizes[axis]];
      for (int i = 0; i < sizes[axis]; i++) {
        local[axis][i] = cut.local(axis, part[axis], first + i);
      }
    }
    int length = points * outputs;
    if (sums.length < length) {
      sums = new float[length];
      values = new float[length];
    }
    Arrays.fill(sums, 0, length, 0);
    addBase(points);
    PatchWeights patch = weights.patches().get(cut.patch(part));
    if (patch != null) {
      addPatch(patch, points);
    }
    write(points, out, from);
  }

  private void addBase(int points) {
    int row = sizes[0];
    if (across.length < row) {
      across = new double[row];
    }
    int first = cut.start(0, part[0]);
    for (int i = 0; i < row; i++) {
      across[i] = cut.coordinate(0, first + i);
    }
    base.begin(across, row);
    double[] others = new double[dimensions - 1];
    for (int start = 0; start < points; start += row) {
      int rest = start / row;
      for (int axis = 1; axis < dimensions; axis++) {
        others[axis - 1] = cut.coordinate(axis, cut.start(axis, part[axis]) + rest % sizes[axis]);
        rest /= sizes[axis];
      }
      base.addTo(others, sums, start * outputs);
    }
  }

  private void addPatch(PatchWeights patch, int points) {
    networks.evaluate(
        SirenWeights.ofFlat(weights.family().architecture(patch.width()), patch.weights()),
        local,
        values,
        0);
    float amplitude = patch.amplitude();
    for (int i = 0; i < points * outputs; i++) {
      sums[i] += amplitude * values[i];
    }
  }

  /** Writes row after row to its place. */
  private void write(int points, float[] out, int from) {
    CoordinateGrid grid = cut.grid();
    int row = sizes[0];
    for (int start = 0; start < points; start += row) {
      int rest = start / row;
      long point = cut.start(0, part[0]);
      long stride = grid.size(0);
      for (int axis = 1; axis < dimensions; axis++) {
        point += (cut.start(axis, part[axis]) + rest % sizes[axis]) * stride;
        rest /= sizes[axis];
        stride *= grid.size(axis);
      }
      int to = (int) (point - from) * outputs;
      for (int i = 0; i < row * outputs; i++) {
        out[to + i] = SirenNetwork.sample(sums[start * outputs + i]);
      }
    }
  }
}
