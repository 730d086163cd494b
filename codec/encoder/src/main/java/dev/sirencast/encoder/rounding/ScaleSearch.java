package dev.sirencast.encoder.rounding;

import java.util.function.BinaryOperator;
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
  /** The largest logarithm of a scale, and minus the smallest. */
  private static final double FARTHEST = 16;

  /** The largest scale. */
  static final double LARGEST = Math.exp(FARTHEST);

  /**
   * Where a search begins, and how far it goes.
   *
   * @param start the logarithm of the scale that is tried first
   * @param reach how far from there it may go
   * @param stride from one to the next, until the target lies between two
   * @param tolerance how well the logarithm is to be known
   * @param more how many are tried beside it
   */
  record Range(double start, double reach, double stride, double tolerance, int more) {
    /** Knows nothing. */
    static final Range ANYWHERE = new Range(-6, 2 * FARTHEST, 1, 0.01, 6);

    /** Knows nothing, and has no time. */
    static final Range ROUGH = new Range(-6, 2 * FARTHEST, 1, 0.08, 0);

    /** Where another way of rounding has met the target or has come near, and tries take long. */
    static Range near(double scale) {
      return new Range(Math.log(scale), 1.5, 0.25, 0.02, 2);
    }

    /** Whether a search may go on from a scale's logarithm. */
    boolean holds(double scale) {
      return Math.abs(scale) < FARTHEST && Math.abs(scale - start) < reach;
    }
  }

  private final DoubleFunction<Candidate> round;
  private final ToDoubleFunction<Candidate> gap;
  private final BinaryOperator<Candidate> better;
  private final int side;
  private final Range range;
  private Candidate best;
  private double value;

  /**
   * @param round makes a candidate of a scale
   * @param gap grows with the scale; 0 where the target is just met
   * @param better the better of two candidates
   * @param side 1 if larger scales meet the target, -1 if smaller ones do
   */
  ScaleSearch(
      DoubleFunction<Candidate> round,
      ToDoubleFunction<Candidate> gap,
      BinaryOperator<Candidate> better,
      int side,
      Range range) {
    this.round = round;
    this.gap = gap;
    this.better = better;
    this.side = side;
    this.range = range;
    this.best = round.apply(Math.exp(range.start()));
    this.value = gap.applyAsDouble(best);
  }

  /** The best candidate. */
  Candidate best() {
    double low = range.start();
    double high = range.start();
    double atLow = value;
    double atHigh = value;
    while (atLow > 0 && range.holds(low)) {
      high = low;
      atHigh = atLow;
      low -= range.stride();
      atLow = look(low);
    }
    while (atHigh < 0 && range.holds(high)) {
      low = high;
      atLow = atHigh;
      high += range.stride();
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
    while (high - low > range.tolerance()) {
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
    for (int i = 1; i <= range.more(); i++) {
      look(found + (i % 2 == 0 ? -i : i) * range.tolerance() / 4);
    }
  }

  private double look(double scale) {
    Candidate candidate = round.apply(Math.exp(scale));
    best = better.apply(best, candidate);
    value = gap.applyAsDouble(candidate);
    return value;
  }
}
