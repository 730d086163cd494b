package dev.sirencast.trainer.patch;

import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import org.jspecify.annotations.Nullable;

/**
 * Fits patches one after another: tries every width for some steps, from the narrowest on, until
 * what is left could not pay for a wider one; goes on with the one whose error and price are least.
 * Not thread-safe: every thread has its own.
 */
final class PatchFitting {
  /** Share of a trial's steps over which the rate falls, and to what. */
  private static final double FALLING = 1.0 / 3;

  private static final double TRIAL_END = 0.2;

  private final Signal signal;
  private final PatchGrid grid;
  private final BaseSignal below;
  private final PatchTrainingOptions options;
  private final NetworkPass[] passes;

  PatchFitting(Signal signal, PatchGrid grid, BaseSignal below, PatchTrainingOptions options) {
    this.signal = signal;
    this.grid = grid;
    this.below = below;
    this.options = options;
    this.passes = new NetworkPass[options.family().widths().size()];
  }

  /**
   * A fitted patch.
   *
   * @param weights null where the base alone is better at the price
   * @param gain by how much the sum of squared errors of y is below the base's
   */
  record Fitted(@Nullable PatchWeights weights, double gain) {}

  Fitted fit(int patch) {
    float[] residual = residual(patch);
    double alone = 0;
    double peak = 0;
    for (float value : residual) {
      alone += (double) value * value;
      peak = Math.max(peak, Math.abs(value));
    }
    float amplitude = PatchSymbols.amplitudeOf(PatchSymbols.amplitudeIndex(peak));
    for (int i = 0; i < residual.length; i++) {
      residual[i] /= amplitude;
    }
    TrainingPoints points = TrainingPoints.of(coordinates(patch), residual, signal.components());
    double unit = (double) amplitude * amplitude;
    PatchFamily family = options.family();
    int best = -1;
    double bestCost = alone;
    @Nullable Fit chosen = null;
    int before = 0;
    double left = alone;
    for (int width = 0; width < family.widths().size(); width++) {
      int weights = family.architecture(width).parameters();
      if (left < options.price() * (weights - before)) {
        break;
      }
      Fit fit = new Fit(family.initial(width));
      double error = unit * trial(fit, width, points);
      before = weights;
      left = error;
      if (error + options.price() * weights < bestCost) {
        best = width;
        bestCost = error + options.price() * weights;
        chosen = fit;
      }
    }
    if (chosen == null) {
      return new Fitted(null, 0);
    }
    double error = unit * finish(chosen, best, points);
    return new Fitted(new PatchWeights(best, amplitude, chosen.weights()), alone - error);
  }

  private NetworkPass pass(int width) {
    NetworkPass pass = passes[width];
    if (pass == null) {
      pass = new NetworkPass(options.family().architecture(width));
      passes[width] = pass;
    }
    return pass;
  }

  private double rate(int width) {
    return options.learningRate() / options.family().widths().get(width);
  }

  private double trial(Fit fit, int width, TrainingPoints points) {
    int steps = options.trialSteps();
    for (int step = 0; step < steps; step++) {
      double into = ((double) step / steps - (1 - FALLING)) / FALLING;
      double share = into <= 0 ? 1 : 1 + into * (TRIAL_END - 1);
      fit.step(pass(width), points, rate(width) * share);
    }
    return pass(width).squaredError(fit.weights(), points);
  }

  private double finish(Fit fit, int width, TrainingPoints points) {
    for (int step = 0; step < options.steps(); step++) {
      double left = (1 + Math.cos(Math.PI * step / options.steps())) / 2;
      fit.step(pass(width), points, rate(width) * left);
    }
    return pass(width).squaredError(fit.weights(), points);
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
    int[] first = new int[window.dimensions()];
    for (int axis = 0; axis < first.length; axis++) {
      first[axis] = grid.first(axis, grid.position(patch, axis));
    }
    int components = signal.components();
    for (int p = 0; p < window.points(); p++) {
      int rest = p;
      int point = 0;
      int stride = 1;
      for (int axis = 0; axis < first.length; axis++) {
        point += (first[axis] + rest % window.size(axis)) * stride;
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
