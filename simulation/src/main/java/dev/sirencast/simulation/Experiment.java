package dev.sirencast.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Trials of many cells, side by side.
 *
 * <p>Trial i of every cell draws from the same numbers, so that cells differ by what they are and
 * not by their luck (common random numbers). Each trial runs on one thread, and all first trials
 * come before all second ones: how many threads there are changes no bit, an experiment that is
 * ended early knows something of every cell, and the time that is left can be told.
 *
 * @param cells in any order
 * @param plan how many trials each has
 * @param seed what all draws follow from
 */
public record Experiment(List<SimulationCase> cells, TrialPlan plan, long seed) {
  /** Trials of a round, whose results wait for each other; many batches of the largest grid. */
  private static final int MOST_AT_ONCE = 1 << 20;

  /** Copies the list. */
  public Experiment {
    cells = List.copyOf(cells);
  }

  /** Who sees how far it is, and may end it early. */
  @FunctionalInterface
  public interface Watch {
    /** Goes on to the end. */
    Watch NONE = (done, of) -> true;

    /**
     * Called when another trial is done, by any thread.
     *
     * @param done trials so far
     * @param of all that are planned; fewer where cells have enough before
     * @return whether to begin others
     */
    boolean goesOn(long done, long of);
  }

  /** The most trials that there can be. */
  public long trials() {
    return (long) plan.most() * cells.size();
  }

  /**
   * Runs all trials that the store does not have.
   *
   * @param threads that share them, 1 or more
   * @return the cells of which a trial is done at least, in their order: trials without a gap
   */
  public List<SimulationPoint> run(int threads, TrialStore store, Watch watch) {
    return run(new ThreadedTrials(cells, seed, threads), store, watch);
  }

  /**
   * The same, where others make them.
   *
   * @param maker makes this experiment's trials
   * @return the cells of which a trial is done at least, in their order: trials without a gap
   */
  public List<SimulationPoint> run(TrialMaker maker, TrialStore store, Watch watch) {
    List<List<Simulation.Trial>> done = new ArrayList<>();
    cells.forEach(cell -> done.add(new ArrayList<>()));
    Run run = new Run(maker, store, watch);
    List<Integer> open = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      open.add(cell);
    }
    while (!open.isEmpty() && !run.ended.get()) {
      run.round(open, done);
      open.removeIf(cell -> hasEnough(done.get(cell)));
    }
    List<SimulationPoint> points = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      if (!done.get(cell).isEmpty()) {
        points.add(new SimulationPoint(cells.get(cell), done.get(cell)));
      }
    }
    return points;
  }

  private boolean hasEnough(List<Simulation.Trial> trials) {
    return trials.size() >= plan.most()
        || plan.precision().map(precision -> precision.isReached(trials)).orElse(false);
  }

  /** What the rounds of one run share. */
  private final class Run {
    private final TrialMaker maker;
    private final TrialStore store;
    private final Watch watch;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong count = new AtomicLong();

    Run(TrialMaker maker, TrialStore store, Watch watch) {
      this.maker = maker;
      this.store = store;
      this.watch = watch;
    }

    /** The next trials of the open cells, which all have as many. */
    void round(List<Integer> open, List<List<Simulation.Trial>> done) {
      int first = done.get(open.get(0)).size();
      int each = Math.min(plan.next(first), Math.max(1, MOST_AT_ONCE / open.size()));
      AtomicReferenceArray<Simulation.@Nullable Trial> results =
          new AtomicReferenceArray<>(each * open.size());
      List<TrialPlace> missing = new ArrayList<>();
      List<Integer> tiles = new ArrayList<>();
      for (int tile = 0; tile < results.length() && !ended.get(); tile++) {
        TrialPlace place = new TrialPlace(open.get(tile % open.size()), first + tile / open.size());
        Optional<Simulation.Trial> kept = store.find(place.cell(), place.number());
        if (kept.isPresent()) {
          take(results, tile, kept.get());
        } else {
          missing.add(place);
          tiles.add(tile);
        }
      }
      maker.make(
          missing,
          new TrialMaker.Takes() {
            @Override
            public boolean more() {
              return !ended.get();
            }

            @Override
            public void take(int index, Simulation.Trial trial) {
              TrialPlace place = missing.get(index);
              store.add(place.cell(), place.number(), trial);
              Run.this.take(results, tiles.get(index), trial);
            }
          });
      for (int i = 0; i < open.size(); i++) {
        for (int j = 0; j < each; j++) {
          Simulation.Trial trial = results.get(j * open.size() + i);
          if (trial == null) {
            break;
          }
          done.get(open.get(i)).add(trial);
        }
      }
    }

    private void take(
        AtomicReferenceArray<Simulation.@Nullable Trial> results,
        int tile,
        Simulation.Trial trial) {
      results.set(tile, trial);
      if (!watch.goesOn(count.incrementAndGet(), trials())) {
        ended.set(true);
      }
    }
  }
}
