package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Points in tiles, and consecutive tiles in groups, which several threads share.
 *
 * <p>A group's gradient is summed in order, and then the groups', so that the bits of a result do
 * not depend on the number of threads. Memory is taken once and used again: for one call at a time.
 *
 * @param <W> what handles tiles
 */
final class TileGroups<W extends TileWorker> {
  private static final int MAX_GROUPS = 16;

  /** Weights in all groups' gradients at most, where there is more than one group. */
  private static final long MAX_GROUP_WEIGHTS = 1L << 26;

  private final SirenArchitecture architecture;
  private final TrainingKernel<?> kernel;
  private final TileSharing sharing;
  private final int sets;
  private final Supplier<W> workers;
  private final int tilePoints;
  private final Queue<W> idle = new ConcurrentLinkedQueue<>();
  private LayerGradient[][] sums = new LayerGradient[0][];
  private double[] errors = new double[0];
  private int groups;

  /**
   * Who shares the tiles.
   *
   * @param executor where the other threads come from
   * @param threads threads at most, the calling one included
   * @param groupPoints points in a group at least: so many that the sum over groups costs little
   */
  record TileSharing(Executor executor, int threads, int groupPoints) {
    TileSharing {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
      }
    }

    /** The calling thread alone. */
    static final TileSharing NONE = new TileSharing(Runnable::run, 1, 2048);

    /** Several threads, for which groups are small. */
    static TileSharing of(Executor executor, int threads) {
      return new TileSharing(executor, threads, 512);
    }
  }

  /** What is done with a tile whose gradient is not wanted. */
  @FunctionalInterface
  interface TileTask<W> {
    void run(W worker, int first, int count);
  }

  /**
   * @param sets gradients of the network's shape that a worker sums
   * @param workers gives a thread what handles its tiles
   */
  TileGroups(
      TrainingKernel<?> kernel,
      SirenArchitecture architecture,
      int sets,
      TileSharing sharing,
      Supplier<W> workers) {
    this.kernel = kernel;
    this.architecture = architecture;
    this.sets = sets;
    this.sharing = sharing;
    this.workers = workers;
    this.tilePoints = kernel.tilePoints(architecture.hiddenFeatures());
  }

  /** The tiles of so many points. */
  int tiles(int count) {
    return (count + tilePoints - 1) / tilePoints;
  }

  /**
   * Handles points {@code from} to {@code to - 1} and returns the sum of the tiles' errors.
   *
   * @param back whether gradients are summed, for {@link #gradient}
   */
  double run(TrainingPoints points, int from, int to, boolean back) {
    int tiles = tiles(to - from);
    requireGroups(tiles, back);
    share(
        groups,
        (worker, group) -> {
          int begin = (int) ((long) group * tiles / groups);
          int end = (int) ((long) (group + 1) * tiles / groups);
          errors[group] = group(worker, points, from, to, begin, end, back ? sums[group] : null);
        });
    double error = 0;
    for (int group = 0; group < groups; group++) {
      error += errors[group];
    }
    return error;
  }

  private double group(
      W worker,
      TrainingPoints points,
      int from,
      int to,
      int begin,
      int end,
      LayerGradient @Nullable [] own) {
    if (own != null) {
      for (LayerGradient layer : own) {
        layer.clear();
      }
    }
    double error = 0;
    for (int tile = begin; tile < end; tile++) {
      int first = from + tile * tilePoints;
      error += worker.add(points, tile, first, Math.min(tilePoints, to - first), own);
    }
    if (own != null) {
      for (LayerGradient layer : own) {
        kernel.finish(layer);
      }
    }
    return error;
  }

  /**
   * Sets a gradient to what the last run summed.
   *
   * @param set which of the gradients
   * @param layers whose place in the gradient is known
   * @param factor of the sums, beside the layer's own
   */
  void gradient(int set, TrainedLayer[] layers, float[] gradient, double factor) {
    Arrays.fill(gradient, 0f);
    for (int group = 0; group < groups; group++) {
      for (int l = 0; l < layers.length; l++) {
        layers[l].unpack(sums[group][set * layers.length + l], gradient, factor);
      }
    }
  }

  /** Hands every tile of points {@code from} to {@code to - 1} to a task. */
  void forEach(int from, int to, TileTask<? super W> task) {
    share(
        tiles(to - from),
        (worker, tile) -> {
          int first = from + tile * tilePoints;
          task.run(worker, first, Math.min(tilePoints, to - first));
        });
  }

  private void requireGroups(int tiles, boolean back) {
    long room = Math.max(1, MAX_GROUP_WEIGHTS / architecture.parameters());
    int tilesOfGroup = Math.max(1, sharing.groupPoints() / tilePoints);
    groups = (int) Math.min(Math.min(MAX_GROUPS, room), Math.max(1, tiles / tilesOfGroup));
    if (errors.length < groups) {
      errors = new double[groups];
    }
    if (back && sums.length < groups) {
      int had = sums.length;
      sums = Arrays.copyOf(sums, groups);
      for (int group = had; group < groups; group++) {
        sums[group] = gradients();
      }
    }
  }

  private LayerGradient[] gradients() {
    int layers = architecture.layers();
    LayerGradient[] gradients = new LayerGradient[sets * layers];
    for (int i = 0; i < gradients.length; i++) {
      int l = i % layers;
      gradients[i] = kernel.gradient(architecture.rows(l), architecture.columns(l));
    }
    return gradients;
  }

  @FunctionalInterface
  private interface Piece<W> {
    void run(W worker, int number);
  }

  private void share(int pieces, Piece<W> piece) {
    if (sharing.threads() == 1 || pieces == 1) {
      W worker = take();
      for (int i = 0; i < pieces; i++) {
        piece.run(worker, i);
      }
      idle.add(worker);
      return;
    }
    ParallelTiles.run(
        pieces,
        () ->
            i -> {
              W worker = take();
              piece.run(worker, i);
              idle.add(worker);
            },
        sharing.executor(),
        sharing.threads());
  }

  private W take() {
    W worker = idle.poll();
    return worker == null ? workers.get() : worker;
  }
}
