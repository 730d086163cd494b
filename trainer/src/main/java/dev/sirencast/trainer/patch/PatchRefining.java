package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.patch.RoundingGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.FitWorkspace;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.function.BooleanSupplier;

/**
 * Trains patches with their rounding in the loop: the network sees rounded weights, and the
 * gradient goes straight through to those behind them, with the price of their bits added. What is
 * kept is never worse, error and price together, than what it began with. Not thread-safe.
 */
final class PatchRefining {
  /** Share of the learning rate: less is too slow, in so few steps, to undo what rounding does. */
  private static final double RATE = 1;

  /**
   * Squared error that a bit is worth, over that of one weight's rounding: at high rates a bit
   * takes three quarters of the error, {@code d D / d bits = 2 ln 2 D}.
   */
  private static final double BIT = 2 * Math.log(2);

  private static final double MIN_DEVIATION = 0.3;

  private final PatchTargets targets;
  private final PatchTrainingOptions options;
  private final BooleanSupplier stop;
  private final FitWorkspace workspace = new FitWorkspace();

  /**
   * @param stop asked before each step: what has been taken of them is what counts then
   */
  PatchRefining(PatchTargets targets, PatchTrainingOptions options, BooleanSupplier stop) {
    this.targets = targets;
    this.options = options;
    this.stop = stop;
  }

  PatchWeights refine(int patch, PatchWeights own, RoundingGrid grid, double scale, int steps) {
    NetworkFitter fitter = fitter(own.width());
    TrainingPoints points = targets.of(patch).points();
    double unit = (double) own.amplitude() * own.amplitude();
    double bit = BIT * scale * scale / unit;
    FitState state = FitState.of(own.weights());
    double rate = RATE * options.learningRate() / options.family().widths().get(own.width());
    int[] tensors = tensors(options.family().architecture(own.width()));
    double values = (double) points.count() * points.outputs();
    FitHooks hooks =
        new FitHooks(
            (weights, seen, step) -> round(weights, grid, seen),
            (weights, gradient, step) -> addBits(weights, grid, tensors, bit / values, gradient));
    FitOptions fit =
        FitOptions.fullBatch(rate, steps)
            .withSeeded(options.family().seededTensors())
            .withFirstRate(RobustPatches.firstGrowth(fitter.pass().architecture()));
    fitter.fit(state, points, fit, hooks, steps, stop);
    float[] refined = state.weights();
    double before = cost(fitter, points, own.weights(), grid, tensors, bit);
    double after = cost(fitter, points, refined, grid, tensors, bit);
    return after < before ? new PatchWeights(own.width(), own.amplitude(), refined) : own;
  }

  private NetworkFitter fitter(int width) {
    return workspace.fitter(options.family().architecture(width));
  }

  /** Where each tensor begins, and the last one ends. */
  private static int[] tensors(SirenArchitecture architecture) {
    int[] starts = new int[architecture.tensors() + 1];
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      starts[tensor + 1] = starts[tensor] + architecture.tensorSize(tensor);
    }
    return starts;
  }

  private static void round(float[] weights, RoundingGrid grid, float[] out) {
    for (int i = 0; i < weights.length; i++) {
      out[i] = grid.rounded(i, weights[i]);
    }
  }

  private static double cost(
      NetworkFitter fitter,
      TrainingPoints points,
      float[] weights,
      RoundingGrid grid,
      int[] tensors,
      double bit) {
    float[] rounded = new float[weights.length];
    round(weights, grid, rounded);
    double bits = 0;
    for (int tensor = 0; tensor < tensors.length - 1; tensor++) {
      int size = tensors[tensor + 1] - tensors[tensor];
      bits += size * Math.log(deviation(rounded, grid, tensors[tensor], tensors[tensor + 1]));
    }
    return fitter.pass().squaredError(rounded, points) + bit * bits / Math.log(2);
  }

  /** The root mean square of a tensor's symbols. */
  private static double deviation(float[] weights, RoundingGrid grid, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      double symbol = grid.symbol(i, weights[i]);
      squares += symbol * symbol;
    }
    return Math.max(MIN_DEVIATION, Math.sqrt(squares / (to - from)));
  }

  /** Adds the gradient of the bits under a Gaussian of each tensor's own deviation. */
  private static void addBits(
      float[] weights, RoundingGrid grid, int[] tensors, double bit, float[] gradient) {
    for (int tensor = 0; tensor < tensors.length - 1; tensor++) {
      double deviation = deviation(weights, grid, tensors[tensor], tensors[tensor + 1]);
      double factor = bit / (Math.log(2) * deviation * deviation);
      for (int i = tensors[tensor]; i < tensors[tensor + 1]; i++) {
        gradient[i] += (float) (factor * grid.symbol(i, weights[i]) / grid.step(i));
      }
    }
  }
}
