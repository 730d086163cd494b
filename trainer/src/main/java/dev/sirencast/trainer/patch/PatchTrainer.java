package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.stack.StackEngine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a signal in patches: a base network on the signal in small, then every patch's network on
 * what the base leaves. Patches are independent of each other: the same bits whatever the number of
 * threads.
 *
 * <p>The options' engine takes the steps of patches: trials of widths, and those at the width that
 * is chosen. The base and the steps with rounding are plain Java's, whichever that is.
 */
public final class PatchTrainer {
  /** Patches that tell the price of a weight. */
  private static final int SAMPLE = 64;

  private final Signal signal;
  private final PatchTrainingOptions options;
  private final Executor executor;
  private final int threads;
  private final StackEngine engine;

  /**
   * Returns a trainer.
   *
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   * @throws IllegalArgumentException if plain Java is to train on a GPU
   * @throws IllegalStateException if the tensor engine is asked for and cannot be started
   */
  public PatchTrainer(Signal signal, PatchTrainingOptions options, Executor executor, int threads) {
    this.signal = signal;
    this.options = options;
    this.executor = executor;
    this.threads = threads;
    this.engine = StackEngine.of(options.stackEngine(), options.device());
  }

  /** The signal in small, that a base is trained on: the mean of the samples around each point. */
  public Signal small() {
    return SmallSignal.of(signal, options.baseStep());
  }

  /** Trains the base network. */
  public SirenWeights base() {
    return BaseTraining.train(small(), options, executor, threads);
  }

  private PatchTargets targets(SirenWeights base, PatchGrid grid) {
    return new PatchTargets(
        signal, grid, BaseSignal.of(base, signal.grid(), options.baseStep(), executor, threads));
  }

  /**
   * Finds the price of a weight at which all patches together have some number of weights, from
   * trials of some patches.
   *
   * @param base as a receiver will have it
   * @param weights of all patches, above 0
   */
  public double priceOf(SirenWeights base, double weights) {
    PatchGrid grid = grid();
    PatchTargets targets = targets(base, grid);
    int sample = Math.min(SAMPLE, grid.patches());
    double[][] trials = new double[sample][];
    int together = together(grid);
    ParallelTiles.run(
        groups(sample, together),
        () -> {
          PatchFitting fitting = new PatchFitting(targets, options, engine.fitter(1));
          return group -> {
            int first = group * together;
            int[] patches =
                IntStream.range(first, Math.min(sample, first + together))
                    .map(i -> (int) ((i + 0.5) * grid.patches() / sample))
                    .toArray();
            System.arraycopy(fitting.trials(patches), 0, trials, first, patches.length);
          };
        },
        executor,
        engine.workers(threads));
    return new PriceSearch(
            options.family(), Arrays.asList(trials), (double) grid.patches() / sample)
        .price(weights);
  }

  /** How many patches a thread takes at a time. */
  private int together(PatchGrid grid) {
    int points = 1;
    for (int axis = 0; axis < grid.grid().dimensions(); axis++) {
      points *= Math.min(grid.size(axis), grid.grid().size(axis));
    }
    return engine.together(options.family().shape(), points);
  }

  private static int groups(int patches, int together) {
    return (patches + together - 1) / together;
  }

  private PatchGrid grid() {
    return PatchGrid.of(
        signal.grid(), options.sizes().stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Trains the networks of patches further, while their weights are rounded.
   *
   * @param quantizer that rounds them
   * @param scale at which it does
   * @param steps gradient steps, 1 or more
   */
  public PatchQuantizer refine(PatchQuantizer quantizer, double scale, int steps) {
    PatchedWeights weights = quantizer.weights();
    PatchTargets targets = targets(weights.base(), weights.grid());
    @Nullable PatchWeights[] patches = weights.patches().toArray(PatchWeights[]::new);
    ParallelTiles.run(
        patches.length,
        () -> {
          PatchRefining refining = new PatchRefining(targets, options);
          return patch -> {
            PatchWeights own = patches[patch];
            if (own != null) {
              patches[patch] =
                  refining.refine(patch, own, quantizer.grid(patch, scale), scale, steps);
            }
          };
        },
        executor,
        threads);
    return quantizer.with(
        new PatchedWeights(
            weights.base(),
            weights.baseStep(),
            weights.grid(),
            weights.family(),
            Arrays.asList(patches)));
  }

  /**
   * Trains the patches' networks on what a base leaves.
   *
   * @param base as a receiver will have it
   */
  public TrainedPatches patches(SirenWeights base, PatchTrainingListener listener) {
    PatchGrid grid = grid();
    PatchTargets targets = targets(base, grid);
    @Nullable PatchWeights[] patches = new PatchWeights[grid.patches()];
    double[] gains = new double[patches.length];
    AtomicInteger done = new AtomicInteger();
    int together = together(grid);
    ParallelTiles.run(
        groups(patches.length, together),
        () -> {
          PatchFitting fitting = new PatchFitting(targets, options, engine.fitter(1));
          return group -> {
            if (!listener.stopRequested()) {
              int first = group * together;
              int end = Math.min(patches.length, first + together);
              List<PatchFitting.Fitted> fitted = fitting.fit(first, end);
              for (int patch = first; patch < end; patch++) {
                patches[patch] = fitted.get(patch - first).weights();
                gains[patch] = fitted.get(patch - first).gain();
              }
              listener.onPatch(done.addAndGet(end - first), patches.length);
            }
          };
        },
        executor,
        engine.workers(threads));
    List<Integer> order =
        IntStream.range(0, patches.length)
            .boxed()
            .filter(patch -> patches[patch] != null)
            .sorted(
                Comparator.comparingDouble(
                    patch -> -gains[patch] / patches[patch].weights().length))
            .toList();
    return new TrainedPatches(
        new PatchedWeights(
            base, options.baseStep(), grid, options.family(), Arrays.asList(patches)),
        order);
  }
}
