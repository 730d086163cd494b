package dev.sirencast.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingDevice;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingLoss;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of one training step, against the same step made of DJL's blocks and trainer.
 *
 * <p>Every variant takes its turn in every round, so that what else the machine does falls on all
 * alike; the median over the rounds counts. Arguments: threads (default 1), rounds (default 7).
 */
public final class TrainerBenchmark {
  private static final int WIDTH = 192;
  private static final int HEIGHT = 128;
  private static final int COMPONENTS = 3;
  private static final int SMALL_BATCH = 2048;

  /** Steps of one turn; the first is not counted. */
  private static final int TURN = 4;

  private static final SirenArchitecture NETWORK =
      new SirenArchitecture(2, 256, 3, COMPONENTS, 30, 30);

  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Signal signal = signal();
  private final TrainingOptions options;

  private TrainerBenchmark(int threads) {
    options =
        TrainingOptions.defaults()
            .withSteps(TURN)
            .withThreads(threads)
            .withDevice(TrainingDevice.CPU);
  }

  /** Runs the rounds and prints a table of medians in milliseconds. */
  public static void main(String[] arguments) {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    TrainerBenchmark benchmark = new TrainerBenchmark(threads);
    // The trainer goes first: it starts the engine with the properties it needs.
    for (int round = 0; round < rounds; round++) {
      benchmark.round();
    }
    System.out.println(NETWORK + ", " + WIDTH + "x" + HEIGHT + ", threads " + threads);
    benchmark.millis.forEach(
        (variant, times) -> System.out.printf("%-32s %8.1f ms%n", variant, median(times)));
  }

  private void round() {
    TrainingLoss norm = TrainingLoss.gradientNorm(0.01);
    trainer("full batch, mse", options.withBatchSize(0));
    trainer("full batch, gradient norm", options.withBatchSize(0).withLoss(norm));
    trainer("2,048 points, mse", options.withBatchSize(SMALL_BATCH));
    trainer("2,048 points, gradient norm", options.withBatchSize(SMALL_BATCH).withLoss(norm));
    blocks("full batch, mse, DJL blocks", signal.grid().points());
    blocks("2,048 points, mse, DJL blocks", SMALL_BATCH);
  }

  private void trainer(String variant, TrainingOptions turn) {
    SirenTrainer.train(
        signal,
        NETWORK,
        turn,
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
              record(variant, begun);
            }
          }
        });
  }

  private void blocks(String variant, int points) {
    try (Model model = Model.newInstance("siren", Device.cpu(), "PyTorch");
        NDArray omega = model.getNDManager().create(30f).duplicate()) {
      model.setBlock(siren(omega));
      Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(3e-4f)).build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optOptimizer(adam)
              .optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(points, NETWORK.inputs()));
        for (int step = 0; step < TURN; step++) {
          long begun = System.nanoTime();
          blocksStep(trainer, points);
          if (step > 0) {
            record(variant, begun);
          }
        }
      }
    }
  }

  private static SequentialBlock siren(NDArray omega) {
    SequentialBlock blocks = new SequentialBlock();
    for (int layer = 0; layer < NETWORK.layers(); layer++) {
      blocks.add(Linear.builder().setUnits(NETWORK.rows(layer)).build());
      if (NETWORK.isSine(layer)) {
        blocks.add(new LambdaBlock(h -> new NDList(h.head().mul(omega).sin())));
      }
    }
    return blocks;
  }

  private static void blocksStep(Trainer trainer, int points) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDArray coordinates = scope.randomUniform(-1, 1, new Shape(points, NETWORK.inputs()));
      NDArray targets = scope.randomUniform(-1, 1, new Shape(points, COMPONENTS));
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray outputs = trainer.forward(new NDList(coordinates)).head();
        collector.backward(outputs.sub(targets).square().mean());
      }
      trainer.step();
    }
  }

  private void record(String variant, long begun) {
    double elapsed = (System.nanoTime() - begun) / 1e6;
    millis.computeIfAbsent(variant, key -> new ArrayList<>()).add(elapsed);
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Signal signal() {
    float[] samples = new float[WIDTH * HEIGHT * COMPONENTS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.01));
    }
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(WIDTH, HEIGHT), COMPONENTS, samples);
  }
}
