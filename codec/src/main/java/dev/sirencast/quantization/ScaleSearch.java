package dev.sirencast.quantization;

import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The search for the scale of all steps at which a number that grows with it is just 0.
 *
 * <p>Size and quality follow the scale, but for the roughness of rounding, which near the end
 * decides: when the scale is known to a hundredth, a few more beside it are tried, and the best of
 * all that were seen is taken.
 */
final class ScaleSearch {
  /** The logarithm of the scale that is tried first. */
  static final double START = -6;

  /** The largest logarithm of a scale, and minus the smallest. */
  static final double FARTHEST = 16;

  private static final double STRIDE = 1;
  private static final double TOLERANCE = 0.01;
  private static final int MORE = 6;

  private final DoubleFunction<Candidate> round;
  private final ToDoubleFunction<Candidate> gap;
  private final RateGoal goal;
  private final int side;
  private Candidate best;
  private double value;

  /**
   * @param round makes a candidate of a scale
   * @param gap grows with the scale; 0 where the target is just met
   * @param side 1 if larger scales meet the target, -1 if smaller ones do
   */
  ScaleSearch(
      DoubleFunction<Candidate> round, ToDoubleFunction<Candidate> gap, RateGoal goal, int side) {
    this.round = round;
    this.gap = gap;
    this.goal = goal;
    this.side = side;
    this.best = round.apply(Math.exp(START));
    this.value = gap.applyAsDouble(best);
  }

  /** The best candidate. */
  Candidate best() {
    double low = START;
    double high = START;
    double atLow = value;
    double atHigh = value;
    while (atLow > 0 && low > -FARTHEST) {
      high = low;
      atHigh = atLow;
      low -= STRIDE;
      atLow = look(low);
    }
    while (atHigh < 0 && high < FARTHEST) {
      low = high;
      atLow = atHigh;
      high += STRIDE;
      atHigh = look(high);
    }
    lookNear(narrow(low, atLow, high, atHigh));
    return best;
  }

  private double narrow(double from, double atFrom, double to, double atTo) {
    double low = from;
    double high = to;
    double atLow = atFrom;
    double atHigh = atTo;
    while (high - low > TOLERANCE) {
      // Where the straight line between the two crosses 0, but not too near to either.
      double share = Math.max(0.15, Math.min(0.85, atLow / (atLow - atHigh)));
      double middle = low + (high - low) * (Double.isNaN(share) ? 0.5 : share);
      double at = look(middle);
      if (at < 0) {
        low = middle;
        atLow = at;
      } else {
        high = middle;
        atHigh = at;
      }
    }
    return side > 0 ? high : low;
  }

  private void lookNear(double found) {
    for (int i = 1; i <= MORE; i++) {
      look(found + (i % 2 == 0 ? -i : i) * TOLERANCE / 4);
    }
  }

  private double look(double scale) {
    Candidate candidate = round.apply(Math.exp(scale));
    best = goal.better(best, candidate);
    value = gap.applyAsDouble(candidate);
    return value;
  }
}
