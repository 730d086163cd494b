package dev.sirencast.experiments.bench;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.ArrayList;
import java.util.List;

/** One large network of a photograph, all points in every step, as commands train it. */
final class TrainedNet {
  /** Steps of a turn, of which the first is not counted. */
  private static final int STEPS = 3;

  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 256, 3, 3, 30, 30);
  private static final CoordinateGrid GRID = CoordinateGrid.of(384, 256);

  private TrainedNet() {}

  static String name() {
    return NETWORK.toString();
  }

  static double operations() {
    return StepWork.operations(NETWORK, GRID.points());
  }

  static List<StepRace> races(int threads) {
    return List.of(
        race("java", "threads over tiles", TrainingEngine.JAVA, threads),
        race("libtorch", "threads within operations on tiles", TrainingEngine.TORCH, threads));
  }

  private static StepRace race(String name, String setting, TrainingEngine engine, int threads) {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEngine(engine)
            .withDevice(TrainingDevice.CPU)
            .withThreads(threads)
            .withBatchSize(0)
            .withSteps(STEPS);
    Signal signal = signal();
    return new StepRace(name, setting, () -> seconds(signal, options));
  }

  private static List<Double> seconds(Signal signal, TrainingOptions options) {
    List<Double> seconds = new ArrayList<>();
    SirenTrainer.train(
        signal,
        NETWORK,
        options,
        new TrainingListener() {
          private long begun;

          @Override
          public boolean stopRequested() {
            begun = System.nanoTime();
            return false;
          }

          @Override
          public void onProgress(TrainingProgress progress) {
            if (progress.step() > 1) {
              seconds.add((System.nanoTime() - begun) * 1e-9);
            }
          }
        });
    return seconds;
  }

  private static Signal signal() {
    float[] samples = new float[GRID.points() * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.4 * Math.sin(0.01 * i));
    }
    return Signal.of(new ImageFormat(8), GRID, 3, samples);
  }
}
