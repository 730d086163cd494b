package dev.sirencast.simulation;

import java.util.List;

/** Makes an experiment's trials: threads of this process, or other processes. */
@FunctionalInterface
public interface TrialMaker {
  /**
   * Makes trials in any order, and returns once all are made, or soon after no more are wanted.
   *
   * @param places which trials; nearly in the order in which they are wanted
   */
  void make(List<TrialPlace> places, Takes takes);

  /** Takes trials. Thread-safe. */
  interface Takes {
    /** Whether another trial is to be begun. */
    boolean more();

    /**
     * Takes one.
     *
     * @param index of its place in the list
     */
    void take(int index, Simulation.Trial trial);
  }
}
