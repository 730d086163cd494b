package dev.sirencast.cli.simulate;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.batch.EngineOptions;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.ThreadedTrials;
import dev.sirencast.simulation.TrialMaker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the trials of one run, and the engine that has to be let go of behind it.
 *
 * @param maker makes them
 * @param engine what it runs on; null for threads of this process
 */
record TrialCrew(TrialMaker maker, @Nullable TaskEngine engine) implements AutoCloseable {
  static TrialCrew threads(Experiment experiment, int threads) {
    return new TrialCrew(new ThreadedTrials(experiment.cells(), experiment.seed(), threads), null);
  }

  /**
   * An engine's workers.
   *
   * @param words the command, as workers are told
   * @param digest of its experiment
   */
  static TrialCrew workers(EngineOptions options, List<String> words, String digest) {
    try {
      TaskEngine engine = options.open();
      return new TrialCrew(new EngineTrials(engine, words, digest), engine);
    } catch (EngineException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
