package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.FitWorkspace;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fits patches one after another: tries every width for some steps, from the narrowest on, until
 * what is left could not pay for a wider one; goes on with the one whose error and price are least.
 * Not thread-safe: every thread has its own.
 */
final class PatchFitting {
  private final PatchTargets targets;
  private final PatchTrainingOptions options;
  private final FitWorkspace workspace = new FitWorkspace();

  PatchFitting(PatchTargets targets, PatchTrainingOptions options) {
    this.targets = targets;
    this.options = options;
  }

  /**
   * A fitted patch.
   *
   * @param weights null where the base alone is better at the price
   * @param gain by how much the sum of squared errors of y is below the base's
   */
  record Fitted(@Nullable PatchWeights weights, double gain) {}

  /**
   * Fits a patch.
   *
   * @param main steps at the chosen width, after its trial
   */
  Fitted fit(int patch, int main) {
    PatchTarget target = targets.of(patch);
    double alone = target.squaredError();
    TrainingPoints points = target.points();
    double unit = (double) target.amplitude() * target.amplitude();
    PatchFamily family = options.family();
    int best = -1;
    double bestCost = alone;
    @Nullable FitState chosen = null;
    int before = 0;
    double left = alone;
    for (int width = 0; width < family.widths().size(); width++) {
      int size = family.architecture(width).parameters();
      if (left < options.price() * (size - before)) {
        break;
      }
      FitState state = FitState.of(family.initial(width));
      fit(state, width, points, options.trialSteps(), main);
      left = unit * fitter(width).pass().squaredError(state.weights(), points);
      before = size;
      if (left + options.price() * size < bestCost) {
        best = width;
        bestCost = left + options.price() * size;
        chosen = state;
      }
    }
    if (chosen == null) {
      return new Fitted(null, 0);
    }
    fit(chosen, best, points, options.trialSteps() + main, main);
    float[] weights = chosen.weights();
    double error = unit * fitter(best).pass().squaredError(weights, points);
    return new Fitted(new PatchWeights(best, target.amplitude(), weights), alone - error);
  }

  /**
   * Tries every width.
   *
   * @param nanoTime a clock
   * @param seconds what each width's trial took is added to it
   * @return the sum of squared errors of y with the base alone, and with each width after its trial
   */
  double[] trials(int patch, LongSupplier nanoTime, double[] seconds) {
    PatchTarget target = targets.of(patch);
    double unit = (double) target.amplitude() * target.amplitude();
    double[] errors = new double[options.family().widths().size() + 1];
    errors[0] = target.squaredError();
    for (int width = 0; width < options.family().widths().size(); width++) {
      FitState state = FitState.of(options.family().initial(width));
      long start = nanoTime.getAsLong();
      fit(state, width, target.points(), options.trialSteps(), options.steps());
      seconds[width] += (nanoTime.getAsLong() - start) * 1e-9;
      errors[width + 1] =
          unit * fitter(width).pass().squaredError(state.weights(), target.points());
    }
    return errors;
  }

  private NetworkFitter fitter(int width) {
    return workspace.fitter(options.family().architecture(width));
  }

  /** Goes on to a step of the whole schedule. */
  private void fit(FitState state, int width, TrainingPoints points, int end, int main) {
    double rate = options.learningRate() / options.family().widths().get(width);
    FitOptions schedule = FitOptions.fullBatch(rate, options.trialSteps() + main);
    fitter(width).fit(state, points, schedule, FitHooks.NONE, end, () -> false);
  }
}
