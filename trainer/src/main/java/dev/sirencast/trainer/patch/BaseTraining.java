package dev.sirencast.trainer.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Trains a base network on the signal in small. */
final class BaseTraining {
  private static final int BATCH = 4096;
  private static final double RATE = 0.16;
  private static final int PROBE = 8;
  private static final int LEAST = 40;

  private BaseTraining() {}

  static SirenWeights train(
      Signal small, PatchTrainingOptions options, Executor executor, int threads) {
    SirenArchitecture architecture = options.base();
    double rate = RATE / architecture.hiddenFeatures();
    FitState state =
        FitState.of(
            SirenInitializer.initialize(architecture, options.family().seed()).toFlatArray());
    if (options.baseSteps() > 0) {
      FitOptions fit =
          FitOptions.fullBatch(rate, options.baseSteps()).withBatches(BATCH, options.seed());
      new NetworkFitter(architecture, executor, threads)
          .fit(state, points(small), fit, () -> false);
    }
    return SirenWeights.ofFlat(architecture, state.weights());
  }

  /** How many steps some seconds are enough for; at least {@value #LEAST}. */
  static int stepsWithin(
      double seconds,
      LongSupplier nanoTime,
      Signal small,
      PatchTrainingOptions options,
      Executor executor,
      int threads) {
    // The first few steps are slow, and do not count.
    train(small, options.withBaseSteps(PROBE), executor, threads);
    long start = nanoTime.getAsLong();
    train(small, options.withBaseSteps(PROBE), executor, threads);
    double step = (nanoTime.getAsLong() - start) * 1e-9 / PROBE;
    return (int) Math.max(LEAST, Math.min(options.baseSteps(), (seconds / step) - 2 * PROBE));
  }

  private static TrainingPoints points(Signal small) {
    CoordinateGrid grid = small.grid();
    float[][] coordinates = new float[grid.dimensions()][grid.points()];
    grid.coordinates(0, grid.points(), coordinates);
    float[] targets = small.toArray();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = 2 * targets[i] - 1;
    }
    return TrainingPoints.of(coordinates, targets, small.components());
  }
}
