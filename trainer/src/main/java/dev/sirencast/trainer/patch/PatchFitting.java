package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchWeights;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.stack.NetworkStack;
import dev.sirencast.trainer.stack.StackFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits groups of patches: tries every width for some steps, from the narrowest on, on those patches
 * whose errors could pay for a wider one than they have had; goes on with the one whose error and
 * price are least. No patch's result depends on the others of its group, but for what {@link
 * dev.sirencast.trainer.stack.StackEngine} says. Not thread-safe: every thread has its own.
 */
final class PatchFitting {
  /** Draws of noise that tell what a network is worth. */
  private static final int DRAWS = 4;

  /** Parts of a patch's points at most, each a step: many small steps bring more than few. */
  private static final int BATCHES = 4;

  /** The fewest points of a part. */
  private static final int MIN_BATCH = 64;

  /** After so many steps, and at the end, it is looked at where a training stands. */
  private static final int LOOK_STEPS = 60;

  private final PatchTargets targets;
  private final PatchTrainingOptions options;
  private final StackFitter fitter;
  private final boolean inBatches;
  private final BooleanSupplier stop;

  /**
   * @param inBatches whether a step takes a part of a patch's points, or as many steps take all
   * @param stop asked before each step; what is returned once it says so is of no use
   */
  PatchFitting(
      PatchTargets targets,
      PatchTrainingOptions options,
      StackFitter fitter,
      boolean inBatches,
      BooleanSupplier stop) {
    this.targets = targets;
    this.options = options;
    this.fitter = fitter;
    this.inBatches = inBatches;
    this.stop = stop;
  }

  /**
   * A fitted patch.
   *
   * @param weights null where the base alone is better at the price
   * @param gain by how much the sum of squared errors of y is below the base's
   */
  record Fitted(@Nullable PatchWeights weights, double gain) {}

  /** Some of a group's patches at one width: their numbers in the group, and their networks. */
  private record Trial(int width, List<Integer> members, NetworkStack stack) {}

  /**
   * Fits some patches.
   *
   * @param patches their numbers
   * @param main steps at the chosen width, after its trial
   */
  List<Fitted> fit(int[] patches, int main) {
    List<PatchTarget> group = Arrays.stream(patches).mapToObj(targets::of).toList();
    List<Fitted> fitted = new ArrayList<>(Collections.nCopies(group.size(), new Fitted(null, 0)));
    int[] best = new int[group.size()];
    List<Trial> trials = new ArrayList<>();
    try {
      tryWidths(group, main, trials, best);
      for (Trial trial : trials) {
        finish(group, main, trial, best, fitted);
      }
    } finally {
      trials.forEach(trial -> trial.stack().close());
    }
    return fitted;
  }

  /** Adds a trial of each width that was tried, and says which of them is best, or -1. */
  private void tryWidths(List<PatchTarget> group, int main, List<Trial> trials, int[] best) {
    double[] left = group.stream().mapToDouble(PatchTarget::squaredError).toArray();
    double[] bestCost = left.clone();
    Arrays.fill(best, -1);
    List<Integer> members = IntStream.range(0, left.length).boxed().toList();
    int before = 0;
    for (int width = 0; width < options.family().widths().size(); width++) {
      int size = options.family().sentWeights(width);
      double step = options.price() * (size - before);
      members = members.stream().filter(i -> left[i] >= step).toList();
      if (members.isEmpty()) {
        return;
      }
      Trial trial = begin(group, width, members);
      trials.add(trial);
      double[] errors =
          errorsAfter(trial.stack(), group, width, members, main, options.trialSteps());
      for (int m = 0; m < errors.length; m++) {
        int i = members.get(m);
        left[i] = errors[m];
        if (errors[m] + options.price() * size < bestCost[i]) {
          best[i] = width;
          bestCost[i] = errors[m] + options.price() * size;
        }
      }
      before = size;
    }
  }

  /** Goes on with those networks of a trial that are their patches' best. */
  private void finish(
      List<PatchTarget> group, int main, Trial trial, int[] best, List<Fitted> fitted) {
    int width = trial.width();
    List<Integer> members = trial.members();
    int[] chosen =
        IntStream.range(0, members.size()).filter(m -> best[members.get(m)] == width).toArray();
    if (chosen.length == 0) {
      return;
    }
    List<Integer> patches = Arrays.stream(chosen).mapToObj(members::get).toList();
    try (NetworkStack stack = trial.stack().only(chosen)) {
      PatchBest found = new PatchBest(chosen.length);
      int parts = Math.max(1, main / LOOK_STEPS);
      for (int part = 1; part <= parts && !stop.getAsBoolean(); part++) {
        int end = options.trialSteps() + (int) ((long) main * part / parts);
        found.update(errorsAfter(stack, group, width, patches, main, end), stack.weights());
      }
      for (int m = 0; m < chosen.length && !stop.getAsBoolean(); m++) {
        PatchTarget target = group.get(patches.get(m));
        fitted.set(
            patches.get(m),
            new Fitted(
                new PatchWeights(width, target.amplitude(), found.weights(m)),
                target.squaredError() - found.error(m)));
      }
    }
  }

  /**
   * Tries every width on the patches of some numbers.
   *
   * @param nanoTime a clock
   * @param seconds by patch and width: a patch's share of what each trial took is added to it
   * @return for each, the sum of squared errors of y with the base alone, and with each width after
   *     its trial
   */
  double[][] trials(int[] patches, LongSupplier nanoTime, double[][] seconds) {
    List<PatchTarget> group = Arrays.stream(patches).mapToObj(targets::of).toList();
    List<Integer> members = IntStream.range(0, patches.length).boxed().toList();
    int widths = options.family().widths().size();
    double[][] errors = new double[patches.length][widths + 1];
    for (int i = 0; i < patches.length; i++) {
      errors[i][0] = group.get(i).squaredError();
    }
    for (int width = 0; width < widths; width++) {
      long start = nanoTime.getAsLong();
      try (NetworkStack stack = begin(group, width, members).stack()) {
        double[] after =
            errorsAfter(stack, group, width, members, options.steps(), options.trialSteps());
        double own = (nanoTime.getAsLong() - start) * 1e-9 / patches.length;
        for (int i = 0; i < patches.length; i++) {
          errors[i][width + 1] = after[i];
          seconds[i][width] += own;
        }
      }
    }
    return errors;
  }

  private Trial begin(List<PatchTarget> group, int width, List<Integer> members) {
    SirenArchitecture architecture = options.family().architecture(width);
    return new Trial(
        width,
        members,
        fitter.begin(
            architecture,
            options.family().initial(width),
            members.stream().map(i -> group.get(i).points()).toList()));
  }

  /**
   * Goes on to an end of the whole schedule, told in steps of all points; returns the sums of
   * squared errors of y.
   */
  private double[] errorsAfter(
      NetworkStack stack,
      List<PatchTarget> group,
      int width,
      List<Integer> members,
      int main,
      int end) {
    SirenArchitecture architecture = options.family().architecture(width);
    double rate = options.learningRate() / architecture.hiddenFeatures();
    int points = group.get(members.get(0)).points().count();
    int batches = batches(points);
    int steps = batches * (options.trialSteps() + main);
    FitOptions schedule =
        FitOptions.fullBatch(rate, steps)
            .withSeeded(options.family().seededTensors())
            .withFirstRate(RobustPatches.firstGrowth(architecture));
    if (inBatches && batches > 1) {
      schedule = schedule.withBatches((points + batches - 1) / batches, options.seed());
    }
    IntFunction<FitHooks> hooks =
        m -> hooks(group.get(members.get(m)).patch(), architecture, steps);
    stack.fit(schedule, hooks, batches * end, stop);
    double[] errors = errors(stack, hooks, steps);
    for (int m = 0; m < errors.length; m++) {
      double amplitude = group.get(members.get(m)).amplitude();
      errors[m] *= amplitude * amplitude;
    }
    return errors;
  }

  private static int batches(int points) {
    return Math.max(1, Math.min(BATCHES, points / MIN_BATCH));
  }

  private FitHooks hooks(int patch, SirenArchitecture architecture, int steps) {
    return NoisyWeights.hooks(
        options.noise(),
        architecture,
        options.family().seededTensors(),
        steps,
        DerivedSeed.of(options.seed(), patch));
  }

  /** The sums of squared errors of y; under noise, their means over some draws. */
  private double[] errors(NetworkStack stack, IntFunction<FitHooks> hooks, int steps) {
    if (!options.isRobust()) {
      return stack.squaredErrors();
    }
    double[] sums = new double[stack.size()];
    for (int draw = 1; draw <= DRAWS; draw++) {
      double[] own = stack.squaredErrors(hooks, steps + draw);
      for (int m = 0; m < sums.length; m++) {
        sums[m] += own[m] / DRAWS;
      }
    }
    return sums;
  }
}
