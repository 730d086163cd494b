package dev.sirencast.experiments.bench;

import dev.sirencast.patch.PatchGrid;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.trainer.stack.NetworkStack;
import dev.sirencast.trainer.stack.StackEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The patches of a photograph, each with a network of its own, all points in every step. */
final class TrainedStack {
  /** Steps of a turn: so many that a network's memory is warm, as it is in a real fit. */
  private static final int STEPS = 8;

  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 16, 2, 3, 30, 30);
  private static final PatchGrid GRID = PatchGrid.of(CoordinateGrid.of(768, 512), 32, 32);
  private static final FitOptions OPTIONS = FitOptions.fullBatch(1e-3, Integer.MAX_VALUE);

  private TrainedStack() {}

  /** As in {@code 384x2-16x3-3}: so many networks of that shape. */
  static String name() {
    return GRID.patches() + "x" + NETWORK;
  }

  /** Operations of a step of all patches. */
  static double operations() {
    return GRID.patches() * StepWork.operations(NETWORK, GRID.window(0).points());
  }

  /** Plain Java, and libtorch with batches that fit a cache and with one batch. */
  static List<StepRace> races(Executor executor, int threads) {
    StackEngine java = StackEngine.of(TrainingEngine.JAVA, TrainingDevice.CPU);
    StackEngine torch = StackEngine.of(TrainingEngine.TORCH, TrainingDevice.CPU);
    int together = torch.together(NETWORK, GRID.window(0).points());
    List<TrainingPoints> points = points();
    List<StepRace> races = new ArrayList<>();
    races.add(race("java", "threads over patches", java, 1, points, executor, threads));
    races.add(
        race(
            "libtorch",
            "threads over batches of " + together,
            torch,
            together,
            points,
            executor,
            threads));
    races.add(
        race(
            "libtorch",
            "threads within operations on all patches",
            torch,
            points.size(),
            points,
            executor,
            threads));
    return races;
  }

  private static StepRace race(
      String name,
      String setting,
      StackEngine engine,
      int together,
      List<TrainingPoints> points,
      Executor executor,
      int threads) {
    int inner = together == points.size() ? threads : 1;
    float[] initial = SirenInitializer.initialize(NETWORK, 1).toFlatArray();
    List<NetworkStack> stacks = new ArrayList<>();
    for (int first = 0; first < points.size(); first += together) {
      List<TrainingPoints> own = points.subList(first, Math.min(points.size(), first + together));
      stacks.add(engine.fitter(inner).begin(NETWORK, initial, own));
    }
    int[] end = {0};
    return new StepRace(
        name,
        setting,
        () -> {
          long begun = System.nanoTime();
          end[0] += STEPS;
          ParallelTiles.run(
              stacks.size(),
              () -> {
                engine.fitter(inner);
                return i -> stacks.get(i).fit(OPTIONS, end[0]);
              },
              executor,
              threads);
          return List.of((System.nanoTime() - begun) * 1e-9 / STEPS);
        });
  }

  private static List<TrainingPoints> points() {
    List<TrainingPoints> points = new ArrayList<>();
    for (int patch = 0; patch < GRID.patches(); patch++) {
      double[][] exact = GRID.coordinates(patch);
      int count = exact[0].length;
      float[][] rows = new float[exact.length][count];
      float[] targets = new float[3 * count];
      for (int p = 0; p < count; p++) {
        for (int axis = 0; axis < rows.length; axis++) {
          rows[axis][p] = (float) exact[axis][p];
        }
        for (int c = 0; c < 3; c++) {
          targets[3 * p + c] = (float) Math.sin(0.01 * p + c + patch);
        }
      }
      points.add(TrainingPoints.of(rows, targets, 3));
    }
    return points;
  }
}
