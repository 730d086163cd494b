package dev.sirencast.experiments.bench;

import java.util.List;

/**
 * One way to take training steps.
 *
 * @param engine what computes: {@code java} or {@code libtorch}
 * @param setting how it uses threads
 * @param turn takes some steps and returns the seconds of each
 */
record StepRace(String engine, String setting, Turn turn) {
  /** Takes the same number of steps each time. */
  @FunctionalInterface
  interface Turn {
    List<Double> seconds();
  }
}
