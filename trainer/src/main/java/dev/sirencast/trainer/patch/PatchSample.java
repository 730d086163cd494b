package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What some patches of a signal showed in trials of every width. Immutable and thread-safe.
 *
 * @param family the networks that were tried
 * @param trials of each patch, the squared error alone and at each width
 * @param secondsAStep of a thread, for one gradient step of a mean patch at each width
 * @param share patches of the signal for each of the sample
 */
record PatchSample(
    PatchFamily family, List<double[]> trials, List<Double> secondsAStep, double share) {
  /** Patches that tell what all are like. */
  private static final int SIZE = 64;

  /** Some patches of a signal, evenly spaced. */
  static int[] patches(int patches) {
    int sample = Math.min(SIZE, patches);
    return IntStream.range(0, sample).map(i -> (int) ((i + 0.5) * patches / sample)).toArray();
  }

  /** The same with some of the widths alone. */
  PatchSample with(PatchFamily some) {
    int[] columns = some.widths().stream().mapToInt(family.widths()::indexOf).toArray();
    List<double[]> errors = trials.stream().map(patch -> columns(patch, columns)).toList();
    List<Double> seconds = Arrays.stream(columns).mapToObj(secondsAStep::get).toList();
    return new PatchSample(some, errors, seconds, share);
  }

  private static double[] columns(double[] errors, int[] columns) {
    double[] some = new double[columns.length + 1];
    some[0] = errors[0];
    for (int i = 0; i < columns.length; i++) {
      some[i + 1] = errors[columns[i] + 1];
    }
    return some;
  }

  /** Which width a patch takes at a price of a weight, or -1 for none. */
  int width(double[] errors, double price) {
    int best = -1;
    double bestCost = errors[0];
    for (int width = 0; width < family.widths().size(); width++) {
      double cost = errors[width + 1] + price * weights(width);
      if (cost < bestCost) {
        best = width;
        bestCost = cost;
      }
    }
    return best;
  }

  /** The weights that are sent of a network of some width. */
  int weights(int width) {
    return family.sentWeights(width);
  }

  /** Seconds of a thread for a step of every patch of the signal, at the width that each takes. */
  double secondsAStep(double price) {
    double sum = 0;
    for (double[] errors : trials) {
      int width = width(errors, price);
      sum += width < 0 ? 0 : secondsAStep.get(width);
    }
    return sum * share;
  }

  /** Seconds of a thread for a trial step of every patch, at each width that could pay. */
  double secondsATrialStep(double price) {
    double sum = 0;
    for (double[] errors : trials) {
      int before = 0;
      double left = errors[0];
      for (int width = 0; width < family.widths().size(); width++) {
        if (left < price * (weights(width) - before)) {
          break;
        }
        sum += secondsAStep.get(width);
        left = errors[width + 1];
        before = weights(width);
      }
    }
    return sum * share;
  }
}
