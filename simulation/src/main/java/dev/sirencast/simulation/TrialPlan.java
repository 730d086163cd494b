package dev.sirencast.simulation;

import java.util.Optional;

/**
 * How many trials each cell of an experiment has.
 *
 * @param most the most of a cell, 1 or more
 * @param precision when a cell has enough; all have the most where there is none
 */
public record TrialPlan(int most, Optional<Precision> precision) {
  /** Trials between two looks at the precision; the first are as many. */
  static final int BATCH = 20;

  /** Checks the range. */
  public TrialPlan {
    if (most < 1) {
      throw new IllegalArgumentException("a cell has 1 trial or more, got " + most);
    }
  }

  /** How many of a cell are to be done before anybody looks at them again. */
  int next(int done) {
    return Math.min(precision.isPresent() ? BATCH : most, most - done);
  }
}
