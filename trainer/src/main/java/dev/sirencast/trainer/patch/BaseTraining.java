package dev.sirencast.trainer.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** Trains a base network on the signal in small. */
final class BaseTraining {
  private static final int BATCH = 4096;
  private static final double RATE = 0.16;

  private BaseTraining() {}

  static SirenWeights train(
      Signal small, PatchTrainingOptions options, Executor executor, int threads) {
    SirenArchitecture architecture = options.base();
    Fit fit =
        new Fit(SirenInitializer.initialize(architecture, options.family().seed()).toFlatArray());
    NetworkPass pass = new NetworkPass(architecture, executor, threads);
    SplittableRandom random = new SplittableRandom(options.seed());
    double rate = RATE / architecture.hiddenFeatures();
    for (int step = 0; step < options.baseSteps(); step++) {
      double left = (1 + Math.cos(Math.PI * step / options.baseSteps())) / 2;
      fit.step(pass, batch(small, random), rate * left);
    }
    return SirenWeights.ofFlat(architecture, fit.weights());
  }

  /** Points drawn one out of each of as many equal stretches. */
  private static TrainingPoints batch(Signal small, SplittableRandom random) {
    CoordinateGrid grid = small.grid();
    int count = Math.min(BATCH, grid.points());
    float[][] coordinates = new float[grid.dimensions()][count];
    float[] targets = new float[count * small.components()];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * grid.points() / count);
      int to = (int) ((i + 1L) * grid.points() / count);
      int point = from + random.nextInt(to - from);
      int rest = point;
      for (int axis = 0; axis < coordinates.length; axis++) {
        coordinates[axis][i] = grid.coordinate(axis, rest % grid.size(axis));
        rest /= grid.size(axis);
      }
      for (int c = 0; c < small.components(); c++) {
        targets[i * small.components() + c] = 2 * small.sample(point, c) - 1;
      }
    }
    return TrainingPoints.of(coordinates, targets, small.components());
  }
}
