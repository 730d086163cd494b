package dev.sirencast.trainer.patch;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a signal's patches are trained so that all is done in some time. Immutable and thread-safe.
 *
 * @param options the number of steps, the widths and the price
 * @param training seconds for all trials and steps
 * @param step seconds for one step of every patch, at the width that it takes
 */
record PatchPlan(PatchTrainingOptions options, double training, double step) {
  private static final int LEAST = 10;
  private static final int MOST = 2000;
  private static final int TURNS = 30;

  /** What a step with rounding takes, in steps without. */
  private static final double REFINING = 1.5;

  /** What rounding, packets and decoding take, in steps of every patch. */
  private static final double REST = 60;

  /** What the sample has to try that a plan is made of. */
  static PatchTrainingOptions trials(PatchTrainingOptions usual) {
    PatchTrainingOptions fast = usual.withEffort(0);
    SortedSet<Integer> widths = new TreeSet<>(usual.family().widths());
    widths.addAll(fast.family().widths());
    return fast.withWidths(List.copyOf(widths));
  }

  /**
   * Returns the plan of the most steps.
   *
   * @param sample as {@link #trials} says
   * @param priced whether the price of a weight stays
   * @param seconds for everything but the base
   */
  static PatchPlan of(
      PatchTrainingOptions usual, PatchSample sample, boolean priced, int threads, double seconds) {
    double low = LEAST;
    double high = MOST;
    for (int turn = 0; turn < TURNS; turn++) {
      double middle = Math.sqrt(low * high);
      if (of(usual, sample, priced, threads, (int) middle).seconds() > seconds) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return of(usual, sample, priced, threads, (int) low);
  }

  private static PatchPlan of(
      PatchTrainingOptions usual, PatchSample sample, boolean priced, int threads, int steps) {
    PatchTrainingOptions options = usual.withEffortOf(steps);
    if (priced) {
      options = options.withPrice(usual.price());
    }
    PatchSample some = sample.with(options.family());
    double step = some.secondsAStep(options.price()) / threads;
    double trial = some.secondsATrialStep(options.price()) / threads;
    return new PatchPlan(options, options.trialSteps() * trial + options.steps() * step, step);
  }

  private double seconds() {
    return training + refining() + rest();
  }

  /** Seconds of all steps with rounding. */
  double refining() {
    return options.refinedSteps() * REFINING * step;
  }

  /** Seconds of what comes after all steps. */
  double rest() {
    return REST * step;
  }
}
