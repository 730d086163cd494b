package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.TimeSpan;
import dev.sirencast.cli.encode.Effort;
import dev.sirencast.trainer.RobustMode;
import java.util.Optional;

/**
 * How our streams are trained.
 *
 * @param effort how long, where no time is asked for
 * @param time for all of them together; what they are depends on the machine then
 * @param robust the noise on weights that two streams more are trained to withstand
 * @param seed of all that is random
 * @param threads changes no result
 */
record OwnTraining(
    Effort effort, Optional<TimeSpan> time, Optional<RobustMode> robust, long seed, int threads) {
  /** In patches: without and with the repair that all get, planned, and error-resilient. */
  private static final int IN_PATCHES = 4;

  private static final int OF_NOISE = 2;

  /** How many trainings there are, one after the other; that of one network is the last. */
  int trainings() {
    return IN_PATCHES + 1 + (robust.isPresent() ? OF_NOISE : 0);
  }

  /** How long, in words. */
  String text() {
    return time.map(all -> "in " + all + " for " + trainings() + " trainings together")
        .orElseGet(() -> "with " + effort.label() + " effort");
  }
}
