package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.FitWorkspace;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.StepPerturbation;
import dev.sirencast.trainer.cpu.TrainingPoints;
import org.jspecify.annotations.Nullable;

/**
 * Fits patches one after another: tries every width for some steps, from the narrowest on, until
 * what is left could not pay for a wider one; goes on with the one whose error and price are least.
 * Not thread-safe: every thread has its own.
 */
final class PatchFitting {
  /** Draws of noise that tell what a network is worth. */
  private static final int DRAWS = 4;

  /** A part of the points for each draw of noise: its gradient is averaged over more draws. */
  private static final int NOISY_BATCHES = 4;

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

  Fitted fit(int patch) {
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
      int size = family.sentWeights(width);
      if (left < options.price() * (size - before)) {
        break;
      }
      FitState state = FitState.of(family.initial(width));
      fit(state, patch, width, points, options.trialSteps());
      left = unit * error(state.weights(), patch, width, points);
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
    fit(chosen, patch, best, points, options.trialSteps() + options.steps());
    float[] weights = chosen.weights();
    double error = unit * error(weights, patch, best, points);
    return new Fitted(new PatchWeights(best, target.amplitude(), weights), alone - error);
  }

  /**
   * Tries every width.
   *
   * @return the sum of squared errors of y with the base alone, and with each width after its trial
   */
  double[] trials(int patch) {
    PatchTarget target = targets.of(patch);
    double unit = (double) target.amplitude() * target.amplitude();
    double[] errors = new double[options.family().widths().size() + 1];
    errors[0] = target.squaredError();
    for (int width = 0; width < options.family().widths().size(); width++) {
      FitState state = FitState.of(options.family().initial(width));
      fit(state, patch, width, target.points(), options.trialSteps());
      errors[width + 1] = unit * error(state.weights(), patch, width, target.points());
    }
    return errors;
  }

  private NetworkFitter fitter(int width) {
    return workspace.fitter(options.family().architecture(width));
  }

  /** Goes on to an end of the whole schedule, told in steps of all points. */
  private void fit(FitState state, int patch, int width, TrainingPoints points, int end) {
    SirenArchitecture architecture = options.family().architecture(width);
    double rate = options.learningRate() / architecture.hiddenFeatures();
    FitOptions schedule =
        FitOptions.fullBatch(rate, steps())
            .withSeeded(options.family().seededTensors())
            .withFirstRate(RobustPatches.firstGrowth(architecture));
    if (batches() > 1) {
      int most = (points.count() + batches() - 1) / batches();
      schedule = schedule.withBatches(most, options.seed());
    }
    fitter(width).fit(state, points, schedule, hooks(patch, width), batches() * end, () -> false);
  }

  private int batches() {
    return options.isRobust() ? NOISY_BATCHES : 1;
  }

  private int steps() {
    return batches() * (options.trialSteps() + options.steps());
  }

  private FitHooks hooks(int patch, int width) {
    return NoisyWeights.hooks(
        options.noise(),
        options.family().architecture(width),
        options.family().seededTensors(),
        steps(),
        DerivedSeed.of(options.seed(), patch));
  }

  /** The sum of squared errors of the network's outputs; under noise, its mean over some draws. */
  private double error(float[] weights, int patch, int width, TrainingPoints points) {
    StepPerturbation noise = hooks(patch, width).perturbation();
    if (noise == null) {
      return fitter(width).pass().squaredError(weights, points);
    }
    double sum = 0;
    for (int draw = 1; draw <= DRAWS; draw++) {
      float[] seen = weights.clone();
      noise.apply(weights, seen, steps() + draw);
      sum += fitter(width).pass().squaredError(seen, points);
    }
    return sum / DRAWS;
  }
}
