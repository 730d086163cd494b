package dev.sirencast.cli.simulate;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskListener;
import dev.sirencast.batch.TaskOutcome;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.simulation.Simulation.Trial;
import dev.sirencast.simulation.TrialMaker;
import dev.sirencast.simulation.TrialPlace;
import java.util.ArrayList;
import java.util.List;

/**
 * Trials that an engine's workers make, some in a task.
 *
 * @param engine runs tasks
 * @param words the command, as workers are told
 * @param digest of its experiment
 */
record EngineTrials(TaskEngine engine, List<String> words, String digest) implements TrialMaker {
  /** Enough for many workers to share. */
  private static final int TASKS = 512;

  /** A task costs hundredths of a second, as much as a trial or two of a small picture. */
  private static final int LEAST_IN_ONE = 4;

  /** What a worker that dies loses, and what is known late of. */
  private static final int MOST_IN_ONE = 256;

  /** Copies the list. */
  EngineTrials {
    words = List.copyOf(words);
  }

  @Override
  public void make(List<TrialPlace> places, Takes takes) {
    int each = Math.min(MOST_IN_ONE, Math.max(LEAST_IN_ONE, places.size() / TASKS));
    List<Task> tasks = new ArrayList<>();
    for (int from = 0; from < places.size(); from += each) {
      List<TrialPlace> some = places.subList(from, Math.min(places.size(), from + each));
      tasks.add(new Task(new TrialTask(words, digest, some).line(), 1, 0));
    }
    List<String> failures = new ArrayList<>();
    try {
      engine.run(
          TrialTask.KIND,
          tasks,
          new TaskListener() {
            @Override
            public void onEnded(int task, TaskOutcome outcome) {
              if (!outcome.isDone()) {
                failures.add(outcome.line());
                return;
              }
              List<Trial> trials = TrialTask.results(outcome.line());
              for (int i = 0; i < trials.size(); i++) {
                takes.take(task * each + i, trials.get(i));
              }
            }

            @Override
            public boolean isCancelled() {
              return !failures.isEmpty() || !takes.more();
            }
          });
    } catch (EngineException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    // Trials are to be without a gap; those that are kept in a file stay there.
    if (!failures.isEmpty() && takes.more()) {
      throw CommandException.failure(failures.get(0), null);
    }
  }
}
