package dev.sirencast.simulation;

import dev.sirencast.siren.ParallelTiles;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * Makes trials in this process, each on one thread: how many there are changes no bit.
 *
 * @param cells the experiment's
 * @param seed the experiment's
 * @param threads that share the trials, 1 or more
 */
public record ThreadedTrials(List<SimulationCase> cells, long seed, int threads)
    implements TrialMaker {
  /** Copies the list. */
  public ThreadedTrials {
    cells = List.copyOf(cells);
  }

  @Override
  public void make(List<TrialPlace> places, Takes takes) {
    ParallelTiles.run(
        places.size(),
        () ->
            index -> {
              if (takes.more()) {
                TrialPlace place = places.get(index);
                takes.take(index, cells.get(place.cell()).simulation().trial(seed, place.number()));
              }
            },
        ForkJoinPool.commonPool(),
        threads);
  }
}
