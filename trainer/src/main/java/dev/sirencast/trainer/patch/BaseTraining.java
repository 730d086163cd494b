package dev.sirencast.trainer.patch;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.concurrent.Executor;

/** Trains a base network on the signal in small. */
final class BaseTraining {
  private static final int BATCH = 4096;
  private static final double RATE = 0.16;

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
          .fit(state, TrainingPoints.of(small), fit, () -> false);
    }
    return SirenWeights.ofFlat(architecture, state.weights());
  }
}
