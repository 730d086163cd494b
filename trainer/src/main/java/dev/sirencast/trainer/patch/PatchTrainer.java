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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
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
    return base(PatchTrainingListener.NONE);
  }

  /** Trains the base network, for as long as the listener lets it. */
  SirenWeights base(PatchTrainingListener listener) {
    return BaseTraining.train(small(), options, executor, threads, listener);
  }

  /** Trains the base network for as many steps as some seconds are enough for, or a few. */
  SirenWeights baseWithin(double seconds, LongSupplier nanoTime, PatchTrainingListener listener) {
    if (options.baseSteps() == 0) {
      return base(listener);
    }
    Signal small = small();
    int steps = BaseTraining.stepsWithin(seconds, nanoTime, small, options, executor, threads);
    return BaseTraining.train(small, options.withBaseSteps(steps), executor, threads, listener);
  }

  private PatchTargets targets(SirenWeights base, PatchGrid grid) {
    return new PatchTargets(
        signal, grid, BaseSignal.of(base, signal.grid(), options.baseStep(), executor, threads));
  }

  /**
   * Tries every width on some patches.
   *
   * @param base as a receiver will have it
   * @param nanoTime a clock, for what they take
   * @throws CancellationException if the listener asks for an end: a part tells nothing
   */
  PatchSample sample(SirenWeights base, LongSupplier nanoTime, PatchTrainingListener listener) {
    PatchGrid grid = grid();
    PatchTargets targets = targets(base, grid);
    int[] sample = PatchSample.patches(grid.patches());
    double[][] trials = new double[sample.length][];
    double[][] seconds = new double[sample.length][options.family().widths().size()];
    int together = together(grid);
    AtomicInteger done = new AtomicInteger();
    ParallelTiles.run(
        groups(sample.length, together),
        () -> {
          PatchFitting fitting = fitting(targets, listener);
          return group -> {
            if (listener.stopRequested()) {
              return;
            }
            int first = group * together;
            int end = Math.min(sample.length, first + together);
            double[][] own =
                fitting.trials(
                    Arrays.copyOfRange(sample, first, end),
                    nanoTime,
                    Arrays.copyOfRange(seconds, first, end));
            System.arraycopy(own, 0, trials, first, own.length);
            listener.onTrial(done.addAndGet(own.length), sample.length);
          };
        },
        executor,
        engine.workers(threads));
    if (listener.stopRequested()) {
      throw new CancellationException("stopped while widths were tried");
    }
    // The median: the first ones are slow, before their code is compiled.
    List<Double> secondsAStep =
        IntStream.range(0, options.family().widths().size())
            .mapToObj(
                width ->
                    Arrays.stream(seconds)
                        .mapToDouble(patch -> patch[width] / options.trialSteps())
                        .sorted()
                        .skip(sample.length / 2)
                        .findFirst()
                        .orElse(0))
            .toList();
    return new PatchSample(
        options.family(),
        Arrays.asList(trials),
        secondsAStep,
        (double) grid.patches() / sample.length);
  }

  private PatchFitting fitting(PatchTargets targets, PatchTrainingListener listener) {
    return new PatchFitting(
        targets, options, engine.fitter(1), engine.takesBatches(), listener::stopRequested);
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
    return options.grid(signal);
  }

  /**
   * Trains the networks of patches further, while their weights are rounded.
   *
   * @param quantizer that rounds them
   * @param scale at which it does
   * @param steps gradient steps, 1 or more
   */
  public PatchQuantizer refine(PatchQuantizer quantizer, double scale, int steps) {
    return refine(quantizer, scale, PatchPace.steady(steps), PatchTrainingListener.NONE);
  }

  PatchQuantizer refine(
      PatchQuantizer quantizer, double scale, PatchPace pace, PatchTrainingListener listener) {
    PatchedWeights weights = quantizer.weights();
    PatchTargets targets = targets(weights.base(), weights.grid());
    @Nullable PatchWeights[] patches = weights.patches().toArray(PatchWeights[]::new);
    int coded = (int) Arrays.stream(patches).filter(Objects::nonNull).count();
    AtomicInteger done = new AtomicInteger();
    ParallelTiles.run(
        patches.length,
        () -> {
          PatchRefining refining = new PatchRefining(targets, options, listener::stopRequested);
          return patch -> {
            PatchWeights own = patches[patch];
            if (own != null && !listener.stopRequested()) {
              patches[patch] =
                  refining.refine(
                      patch, own, quantizer.grid(patch, scale), scale, pace.next(coded));
              listener.onRefined(done.incrementAndGet(), coded);
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
    return patches(base, PatchPace.steady(options.steps()), listener);
  }

  /** All patches left to the base. */
  TrainedPatches untrained(SirenWeights base) {
    PatchGrid grid = grid();
    List<@Nullable PatchWeights> none = Collections.nCopies(grid.patches(), null);
    return new TrainedPatches(
        new PatchedWeights(base, options.baseStep(), grid, options.family(), none), List.of());
  }

  TrainedPatches patches(SirenWeights base, PatchPace pace, PatchTrainingListener listener) {
    return assembled(base, List.of(part(base, pace, 0, 1, listener)));
  }

  /**
   * Trains one of some parts of the patches, about as many in each: the same networks as if all
   * were trained at once.
   *
   * @param part from 0 on
   * @param parts 1 or more
   */
  PatchPart part(
      SirenWeights base, PatchPace pace, int part, int parts, PatchTrainingListener listener) {
    PatchGrid grid = grid();
    PatchTargets targets = targets(base, grid);
    int all = grid.patches();
    Scattering scattering = new Scattering(all);
    int together = together(grid);
    int from = (int) ((long) groups(all, together) * part / parts);
    int to = (int) ((long) groups(all, together) * (part + 1) / parts);
    int own = Math.max(0, Math.min(all, to * together) - from * together);
    PatchPart.@Nullable Entry[] entries = new PatchPart.Entry[own];
    AtomicInteger done = new AtomicInteger();
    ParallelTiles.run(
        to - from,
        () -> {
          PatchFitting fitting = fitting(targets, listener);
          return group -> {
            if (!listener.stopRequested()) {
              int first = (from + group) * together;
              int[] members =
                  IntStream.range(first, Math.min(all, first + together))
                      .map(scattering::patch)
                      .toArray();
              int main = Integer.MAX_VALUE;
              for (int i = 0; i < members.length; i++) {
                main = Math.min(main, pace.next(own));
              }
              List<PatchFitting.Fitted> fitted = fitting.fit(members, main);
              if (listener.stopRequested()) {
                return;
              }
              for (int i = 0; i < members.length; i++) {
                PatchWeights weights = fitted.get(i).weights();
                if (weights != null) {
                  entries[group * together + i] =
                      new PatchPart.Entry(members[i], weights, fitted.get(i).gain());
                }
              }
              listener.onPatch(done.addAndGet(members.length), own);
            }
          };
        },
        executor,
        engine.workers(threads));
    return new PatchPart(Arrays.stream(entries).filter(Objects::nonNull).toList());
  }

  /** Puts the parts of a signal's patches together, in any order. */
  TrainedPatches assembled(SirenWeights base, List<PatchPart> parts) {
    PatchGrid grid = grid();
    @Nullable PatchWeights[] patches = new PatchWeights[grid.patches()];
    double[] gains = new double[patches.length];
    for (PatchPart part : parts) {
      for (PatchPart.Entry entry : part.entries()) {
        patches[entry.patch()] = entry.weights();
        gains[entry.patch()] = entry.gain();
      }
    }
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
