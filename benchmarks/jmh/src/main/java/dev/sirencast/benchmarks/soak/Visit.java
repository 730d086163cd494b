package dev.sirencast.benchmarks.soak;

import java.util.SplittableRandom;

/** A kind of receiver: what it does when it comes. */
@FunctionalInterface
interface Visit {
  /**
   * Comes, does what it does, and is gone.
   *
   * @param random which decides on stream, moment and time
   * @return what came of it
   * @throws Exception if what should have come did not
   */
  Tally.End make(SplittableRandom random) throws Exception;
}
