package dev.sirencast.experiments.bench;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.network.EngineNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One way to decode a network.
 *
 * @param name what it is called: {@code vector}, {@code plain} or {@code libtorch}
 * @param setting how it uses threads
 * @param evaluation what is timed
 */
record Decoder(String name, String setting, Evaluation evaluation) {
  /** Points of a tile in libtorch: the fastest of those tried, larger ones leave the cache. */
  static final int ENGINE_TILE = 1024;

  /** Returns the outputs at every point of a grid. */
  @FunctionalInterface
  interface Evaluation {
    float[] outputs() throws InterruptedException, ExecutionException;
  }

  static Decoder kernel(
      String kernel,
      SirenWeights weights,
      CoordinateGrid grid,
      ExecutorService workers,
      int threads) {
    SirenNetwork network = SirenNetwork.onKernel(kernel, weights);
    return new Decoder(
        kernel, "threads over tiles", () -> network.evaluate(grid, workers, threads));
  }

  /** The engine with threads inside each of its operations. */
  static Decoder engine(EngineNetwork network, int outputs, CoordinateGrid grid, int threads) {
    return new Decoder(
        "libtorch",
        "threads within an operation",
        () -> {
          float[] out = new float[grid.points() * outputs];
          network.evaluate(grid, threads, 0, grid.points(), out, 0);
          return out;
        });
  }

  /** The engine on a part of the grid for each thread, one thread within an operation. */
  static Decoder engineOverTiles(
      EngineNetwork network,
      int outputs,
      CoordinateGrid grid,
      ExecutorService workers,
      int threads) {
    return new Decoder(
        "libtorch",
        "threads over tiles",
        () -> {
          float[] out = new float[grid.points() * outputs];
          int part = (grid.points() + threads - 1) / threads;
          List<Future<?>> parts = new ArrayList<>();
          for (int first = 0; first < grid.points(); first += part) {
            int from = first;
            int count = Math.min(part, grid.points() - first);
            parts.add(
                workers.submit(() -> network.evaluate(grid, 1, from, count, out, from * outputs)));
          }
          for (Future<?> done : parts) {
            done.get();
          }
          return out;
        });
  }
}
