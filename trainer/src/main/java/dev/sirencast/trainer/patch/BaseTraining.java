package dev.sirencast.trainer.patch;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Trains a base network on the signal in small. */
final class BaseTraining {
  private static final int BATCH = 4096;
  private static final double RATE = 0.16;
  private static final int PROBE = 8;
  private static final int LEAST = 40;

  private BaseTraining() {}

  static SirenWeights train(
      Signal small,
      PatchTrainingOptions options,
      Executor executor,
      int threads,
      BooleanSupplier stop) {
    SirenArchitecture architecture = options.base();
    double rate = RATE / architecture.hiddenFeatures();
    SeededTensors seeded = options.baseSeeded();
    FitState state = FitState.of(initial(architecture, seeded, options.family().seed()));
    int steps = options.baseSteps();
    if (steps > 0) {
      FitOptions fit =
          FitOptions.fullBatch(rate, steps)
              .withBatches(BATCH, options.seed())
              .withSeeded(seeded)
              .withFirstRate(RobustPatches.firstGrowth(architecture));
      FitHooks hooks =
          NoisyWeights.hooks(options.baseNoise(), architecture, seeded, steps, options.seed());
      new NetworkFitter(architecture, executor, threads)
          .fit(state, TrainingPoints.of(small), fit, hooks, steps, stop);
    }
    return SirenWeights.ofFlat(architecture, state.weights());
  }

  /** A first layer that is sent begins with the usual frequencies, whatever its factor. */
  private static float[] initial(SirenArchitecture architecture, SeededTensors seeded, long seed) {
    float[] weights = SirenInitializer.initialize(architecture, seed).toFlatArray();
    int first = architecture.tensorSize(0) + architecture.tensorSize(1);
    for (int i = 0; i < first && !seeded.contains(0); i++) {
      weights[i] *= (float) RobustPatches.firstGrowth(architecture);
    }
    return weights;
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
    train(small, options.withBaseSteps(PROBE), executor, threads, () -> false);
    long start = nanoTime.getAsLong();
    train(small, options.withBaseSteps(PROBE), executor, threads, () -> false);
    double step = (nanoTime.getAsLong() - start) * 1e-9 / PROBE;
    return (int) Math.max(LEAST, Math.min(options.baseSteps(), (seconds / step) - 2 * PROBE));
  }
}
