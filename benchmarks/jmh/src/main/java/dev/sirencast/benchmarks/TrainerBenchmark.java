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
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of one training step of every loss, against the same step made of DJL's blocks and
 * trainer.
 *
 * <p>Every variant takes its turn in every round, so that what else the machine does falls on all
 * alike. Printed are the median, the shortest time, and what that is to the shortest of the mean
 * squared error on PyTorch on the same batch: on a machine that does other work the shortest times
 * are the ones that repeat. Arguments: threads (default 1), rounds (default 7), tile size (default
 * 1,024), and {@code batch} or {@code full} to measure mini-batches or full batches alone.
 */
public final class TrainerBenchmark {
  private static final int COMPONENTS = 3;
  private static final int BATCH = 2048;

  /** Steps of one turn, on mini-batches and on full batches; the first is not counted. */
  private static final int TURN = 8;

  private static final int FULL_TURN = 2;

  private static final SirenArchitecture NETWORK =
      new SirenArchitecture(2, 256, 3, COMPONENTS, 30, 30);
  private static final Signal SMALL = signal(192, 128);
  private static final Signal LARGE = signal(384, 256);

  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final TrainingOptions options;

  private TrainerBenchmark(int threads, int tileSize) {
    options =
        TrainingOptions.defaults()
            .withThreads(threads)
            .withTileSize(tileSize)
            .withDevice(TrainingDevice.CPU);
  }

  /** Runs the rounds and prints a table of medians in milliseconds. */
  public static void main(String[] arguments) {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int tileSize = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1024;
    String part = arguments.length > 3 ? arguments[3] : "all";
    TrainerBenchmark benchmark = new TrainerBenchmark(threads, tileSize);
    for (int round = 0; round < rounds; round++) {
      if (!part.equals("full")) {
        benchmark.batchRound();
      }
      if (!part.equals("batch")) {
        benchmark.fullRound();
      }
    }
    System.out.println(NETWORK + ", threads " + threads + ", tiles of " + tileSize);
    benchmark.print();
  }

  private void print() {
    double unit = 1;
    for (Map.Entry<String, List<Double>> variant : millis.entrySet()) {
      double[] sorted =
          variant.getValue().stream().mapToDouble(Double::doubleValue).sorted().toArray();
      unit = variant.getKey().endsWith(" points, torch, mse") ? sorted[0] : unit;
      System.out.printf(
          "%-44s %8.1f ms %8.1f ms %6.2f%n",
          variant.getKey(), sorted[sorted.length / 2], sorted[0], sorted[0] / unit);
    }
  }

  private void batchRound() {
    TrainingNoise gaussian = TrainingNoise.parse("gaussian:1e-3");
    TrainingNoise mask = TrainingNoise.parse("mask:1e-3");
    batch("mse", TrainingLoss.mse());
    batch("local-noise gaussian", TrainingLoss.localReparameterization(gaussian, 0));
    batch("local-noise mask", TrainingLoss.localReparameterization(mask, 0));
    batch("moments gaussian", TrainingLoss.moments(gaussian));
    batch("moments mask", TrainingLoss.moments(mask));
    batch("noise-aware", TrainingLoss.noiseAware(gaussian, false));
    batch("gradient norm", TrainingLoss.gradientNorm(0.01));
    batch("gradient norm by differences", TrainingLoss.gradientNormDifference(0.01));
    blocks("2,048 points, mse, DJL blocks", BATCH, TURN);
  }

  private void batch(String name, TrainingLoss loss) {
    TrainingOptions turn = options.withBatchSize(BATCH).withSteps(TURN).withLoss(loss);
    engines("2,048 points, ", name, SMALL, turn);
  }

  private void fullRound() {
    full("mse", TrainingLoss.mse());
    full("gradient norm", TrainingLoss.gradientNorm(0.01));
    full("gradient norm by differences", TrainingLoss.gradientNormDifference(0.01));
    blocks("98,304 points, mse, DJL blocks", LARGE.grid().points(), FULL_TURN);
  }

  private void full(String name, TrainingLoss loss) {
    TrainingOptions turn = options.withBatchSize(0).withSteps(FULL_TURN).withLoss(loss);
    engines("98,304 points, ", name, LARGE, turn);
  }

  private void engines(String points, String name, Signal signal, TrainingOptions turn) {
    // PyTorch goes first: our trainer starts it with the properties it needs.
    trainer(points + "torch, " + name, signal, turn.withEngine(TrainingEngine.TORCH));
    trainer(points + "java, " + name, signal, turn.withEngine(TrainingEngine.JAVA));
  }

  private void trainer(String variant, Signal signal, TrainingOptions turn) {
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

  private void blocks(String variant, int points, int steps) {
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
        for (int step = 0; step < steps; step++) {
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

  private static Signal signal(int width, int height) {
    float[] samples = new float[width * height * COMPONENTS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.01));
    }
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(width, height), COMPONENTS, samples);
  }
}
