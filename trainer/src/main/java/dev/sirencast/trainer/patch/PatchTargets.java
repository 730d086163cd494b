package dev.sirencast.trainer.patch;

import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.cpu.TrainingPoints;

/**
 * What a base leaves of a signal to its patches. Immutable and thread-safe.
 *
 * @param signal what is to be reconstructed
 * @param grid how it is cut
 * @param below the base
 */
record PatchTargets(Signal signal, PatchGrid grid, BaseSignal below) {
  PatchTarget of(int patch) {
    float[] residual = residual(patch);
    double squares = 0;
    double peak = 0;
    for (float value : residual) {
      squares += (double) value * value;
      peak = Math.max(peak, Math.abs(value));
    }
    float amplitude = PatchSymbols.amplitudeOf(PatchSymbols.amplitudeIndex(peak));
    for (int i = 0; i < residual.length; i++) {
      residual[i] /= amplitude;
    }
    return new PatchTarget(
        patch,
        TrainingPoints.of(coordinates(patch), residual, signal.components()),
        amplitude,
        squares);
  }

  private float[][] coordinates(int patch) {
    double[][] exact = grid.coordinates(patch);
    float[][] rows = new float[exact.length][exact[0].length];
    for (int axis = 0; axis < rows.length; axis++) {
      for (int p = 0; p < rows[axis].length; p++) {
        rows[axis][p] = (float) exact[axis][p];
      }
    }
    return rows;
  }

  private float[] residual(int patch) {
    CoordinateGrid window = grid.window(patch);
    float[] residual = below.outputs(window);
    int components = signal.components();
    for (int p = 0; p < window.points(); p++) {
      int rest = p;
      int point = 0;
      int stride = 1;
      for (int axis = 0; axis < window.dimensions(); axis++) {
        int first = grid.first(axis, grid.position(patch, axis));
        point += (first + rest % window.size(axis)) * stride;
        rest /= window.size(axis);
        stride *= signal.grid().size(axis);
      }
      for (int c = 0; c < components; c++) {
        int at = p * components + c;
        residual[at] = 2 * signal.sample(point, c) - 1 - residual[at];
      }
    }
    return residual;
  }
}
