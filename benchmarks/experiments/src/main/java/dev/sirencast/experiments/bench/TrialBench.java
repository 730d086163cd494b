package dev.sirencast.experiments.bench;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationCase;
import dev.sirencast.simulation.TrialPlan;
import dev.sirencast.simulation.TrialStore;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.network.EngineNetwork;
import dev.sirencast.trainer.stack.EngineStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times the trials of a simulation beside libtorch, in one process, in turns.
 *
 * <p>Our side is all of a trial: the channel, the reception of what is left, the samples, the PSNR.
 * libtorch's is what somebody would write who has the damaged weights in hand, which are given to
 * it for nothing: the samples of all points, and of one network the PSNR. Of patches it evaluates
 * the base on its coarse grid and every patch that arrived, in batches, and is asked neither to
 * interpolate nor to compare. The first round is not counted, nor some seconds of ours before it.
 * Not thread-safe.
 */
public final class TrialBench {
  /** Networks of a batch: the fastest of those that `bench decode` tries. */
  private static final int TOGETHER = 64;

  /** How long our trials run before any is counted: until they are compiled. */
  private static final double WARM_UP_SECONDS = 4;

  private final int trials;
  private final int rounds;
  private final Consumer<String> listener;

  /**
   * Returns a benchmark that has measured nothing yet.
   *
   * @param trials of a round, 1 or more
   * @param rounds counted rounds, 1 or more
   * @param listener hears what is measured next
   */
  public TrialBench(int trials, int rounds, Consumer<String> listener) {
    if (trials < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "trials and rounds must be 1 or more, got " + trials + " and " + rounds);
    }
    this.trials = trials;
    this.rounds = rounds;
    this.listener = listener;
  }

  /**
   * What was measured.
   *
   * @param threads that worked
   * @param ours median seconds of a trial, all of it
   * @param engine median seconds of a trial by libtorch, its threads used in the way that is faster
   * @param setting that way
   * @param difference the greatest difference of a trial's PSNR in decibels; NaN where libtorch is
   *     not asked for it
   */
  public record Times(int threads, double ours, double engine, String setting, double difference) {}

  /**
   * Measures.
   *
   * @throws IllegalStateException if libtorch cannot be started
   */
  public Times run(Simulation simulation, long seed, int threads) {
    Experiment experiment =
        new Experiment(
            List.of(new SimulationCase("", "", Map.of(), Map.of(), simulation)),
            new TrialPlan(trials, Optional.empty()),
            seed);
    List<Simulation.Decoded> arrived = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      simulation.weights(seed, i).ifPresent(arrived::add);
    }
    if (arrived.isEmpty()) {
      throw new IllegalArgumentException("no trial has a manifest: there is nothing to evaluate");
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Double> ours = new ArrayList<>();
      List<Double> within = new ArrayList<>();
      List<Double> over = new ArrayList<>();
      double difference = Double.NaN;
      for (int round = -1; round < rounds; round++) {
        listener.accept(round < 0 ? "warm up" : "round " + (round + 1) + " of " + rounds);
        if (round < 0) {
          warmUp(experiment, threads);
        }
        long begun = System.nanoTime();
        List<Simulation.Trial> done =
            experiment.run(threads, TrialStore.NONE, Experiment.Watch.NONE).get(0).trials();
        double own = (System.nanoTime() - begun) * 1e-9 / trials;
        double[] decibels = new double[arrived.size()];
        double inner = torch(simulation, arrived, workers, threads, false, decibels);
        double outer =
            threads == 1 ? inner : torch(simulation, arrived, workers, threads, true, decibels);
        if (round >= 0) {
          ours.add(own);
          within.add(inner);
          over.add(outer);
        }
        difference = difference(simulation, done, decibels);
      }
      double inner = EngineBench.median(within);
      double outer = EngineBench.median(over);
      return new Times(
          threads,
          EngineBench.median(ours),
          Math.min(inner, outer),
          outer < inner ? "a trial each thread" : "threads within an operation",
          difference);
    } finally {
      workers.shutdown();
    }
  }

  private static void warmUp(Experiment experiment, int threads) {
    long begun = System.nanoTime();
    while ((System.nanoTime() - begun) * 1e-9 < WARM_UP_SECONDS) {
      experiment.run(threads, TrialStore.NONE, Experiment.Watch.NONE);
    }
  }

  private static double difference(
      Simulation simulation, List<Simulation.Trial> done, double[] decibels) {
    double scale = simulation.stream().reference().format().fullScaleDecibels();
    double greatest = Double.NaN;
    int arrived = 0;
    for (Simulation.Trial trial : done) {
      if (trial.decodable()) {
        double other = decibels[arrived++];
        double apart = Math.abs(trial.decibels() - scale - other);
        greatest =
            other == 0 ? greatest : Double.isNaN(greatest) ? apart : Math.max(greatest, apart);
      }
    }
    return greatest;
  }

  /** Seconds of a trial. */
  private static double torch(
      Simulation simulation,
      List<Simulation.Decoded> arrived,
      ExecutorService workers,
      int threads,
      boolean over,
      double[] decibels) {
    Signal reference = simulation.stream().reference();
    long begun = System.nanoTime();
    ParallelTiles.run(
        arrived.size(),
        () ->
            i -> {
              int inner = over ? 1 : threads;
              Simulation.Decoded weights = arrived.get(i);
              if (weights.patches().isPresent()) {
                evaluate(weights.patches().get(), inner);
              } else {
                decibels[i] = decibels(weights.weights(), reference, inner);
              }
            },
        workers,
        over ? threads : 1);
    return (System.nanoTime() - begun) * 1e-9 / arrived.size();
  }

  private static double decibels(SirenWeights weights, Signal reference, int threads) {
    CoordinateGrid grid = reference.grid();
    float[] out = new float[grid.points() * reference.components()];
    try (EngineNetwork network = EngineNetwork.of(weights, Decoder.ENGINE_TILE)) {
      network.evaluate(grid, threads, 0, grid.points(), out, 0);
    }
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      double sample = SirenNetwork.sample(out[i]);
      double error =
          sample - reference.sample(i / reference.components(), i % reference.components());
      sum += error * error;
    }
    return Psnr.fromMeanSquaredError(sum / out.length);
  }

  private static void evaluate(PatchedWeights weights, int threads) {
    CoordinateGrid whole = weights.grid().grid();
    int[] sizes = new int[whole.dimensions()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = (whole.size(axis) - 1) / weights.baseStep() + 2;
    }
    CoordinateGrid coarse = CoordinateGrid.of(sizes);
    float[] out = new float[coarse.points() * weights.base().architecture().outputs()];
    try (EngineNetwork base = EngineNetwork.of(weights.base(), Decoder.ENGINE_TILE)) {
      base.evaluate(coarse, threads, 0, coarse.points(), out, 0);
    }
    float[] coordinates = coordinates(weights);
    PatchFamily family = weights.family();
    for (int width = 0; width < family.widths().size(); width++) {
      List<float[]> networks = networks(weights.patches(), width);
      if (!networks.isEmpty()) {
        try (EngineStack stack =
            EngineStack.of(family.architecture(width), networks, coordinates, TOGETHER)) {
          for (int batch = 0; batch < stack.batches(); batch++) {
            stack.evaluate(threads, batch);
          }
        }
      }
    }
  }

  private static List<float[]> networks(List<@Nullable PatchWeights> patches, int width) {
    return patches.stream()
        .filter(Objects::nonNull)
        .filter(patch -> patch.width() == width)
        .map(PatchWeights::weights)
        .toList();
  }

  /** Of the first patch's points, axis after axis; the others' networks are as fast. */
  private static float[] coordinates(PatchedWeights weights) {
    double[][] exact = weights.grid().coordinates(0);
    float[] coordinates = new float[exact.length * exact[0].length];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = (float) exact[i / exact[0].length][i % exact[0].length];
    }
    return coordinates;
  }
}
