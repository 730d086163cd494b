package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenWeights;
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
 */
public final class PatchTrainer {
  /** Patches that tell the price of a weight. */
  private static final int SAMPLE = 64;

  private final Signal signal;
  private final PatchTrainingOptions options;
  private final Executor executor;
  private final int threads;

  /**
   * Returns a trainer.
   *
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public PatchTrainer(Signal signal, PatchTrainingOptions options, Executor executor, int threads) {
    this.signal = signal;
    this.options = options;
    this.executor = executor;
    this.threads = threads;
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
    ParallelTiles.run(
        sample,
        () -> {
          PatchFitting fitting = new PatchFitting(targets, options);
          return i -> trials[i] = fitting.trials((int) ((i + 0.5) * grid.patches() / sample));
        },
        executor,
        threads);
    return new PriceSearch(
            options.family(), Arrays.asList(trials), (double) grid.patches() / sample)
        .price(weights);
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
    ParallelTiles.run(
        patches.length,
        () -> {
          PatchFitting fitting = new PatchFitting(targets, options);
          return patch -> {
            if (!listener.stopRequested()) {
              PatchFitting.Fitted fitted = fitting.fit(patch);
              patches[patch] = fitted.weights();
              gains[patch] = fitted.gain();
              listener.onPatch(done.incrementAndGet(), patches.length);
            }
          };
        },
        executor,
        threads);
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
