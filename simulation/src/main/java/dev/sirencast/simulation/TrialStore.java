package dev.sirencast.simulation;

import java.util.Optional;

/** Trials that outlive the process which made them. Thread-safe. */
public interface TrialStore {
  /** Keeps nothing. */
  TrialStore NONE =
      new TrialStore() {
        @Override
        public Optional<Simulation.Trial> find(int cell, int number) {
          return Optional.empty();
        }

        @Override
        public void add(int cell, int number, Simulation.Trial trial) {}
      };

  /**
   * A trial that was made before.
   *
   * @param cell the cell's place in the experiment, from 0
   * @param number the trial's number in it, from 0
   */
  Optional<Simulation.Trial> find(int cell, int number);

  /** Keeps a trial. */
  void add(int cell, int number, Simulation.Trial trial);
}
