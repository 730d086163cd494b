package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends points through a sine network and back: outputs, squared errors, gradients.
 *
 * <p>Points go in tiles; consecutive tiles form a group, whose gradient is summed in order, and
 * then the groups', so that the bits of a result do not depend on the number of threads. Memory is
 * taken once and used again: a pass is for one call at a time.
 */
public final class NetworkPass {
  /** Tiles in a group at least: so many that the sum over groups costs little. */
  private static final int MIN_TILES = 8;

  private static final int MAX_GROUPS = 16;

  /** Weights in all groups' gradients at most, where there is more than one group. */
  private static final long MAX_GROUP_WEIGHTS = 1L << 26;

  private final SirenArchitecture architecture;
  private final Executor executor;
  private final int threads;
  private final Tiles<?> tiles;

  /** A pass on the calling thread alone. */
  public NetworkPass(SirenArchitecture architecture) {
    this(architecture, Runnable::run, 1);
  }

  /**
   * A pass whose groups of tiles several threads share.
   *
   * @param executor where the other threads come from; one that runs nothing slows the pass down
   *     and cannot stop it
   * @param threads threads at most, the calling one included, 1 or more
   */
  public NetworkPass(SirenArchitecture architecture, Executor executor, int threads) {
    this(architecture, executor, threads, TrainingKernels.kernel());
  }

  NetworkPass(
      SirenArchitecture architecture, Executor executor, int threads, TrainingKernel<?> kernel) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    this.architecture = architecture;
    this.executor = executor;
    this.threads = threads;
    this.tiles = new Tiles<>(kernel, architecture);
  }

  /** The network's shape. */
  public SirenArchitecture architecture() {
    return architecture;
  }

  /** The kernel that computes. */
  TrainingKernel<?> kernel() {
    return tiles.kernel;
  }

  /**
   * Returns the sum over all points and components of {@code (y - t)^2}, and sets the gradient.
   *
   * @param weights all weights, in the order of {@link
   *     dev.sirencast.siren.SirenWeights#toFlatArray}
   * @param gradient becomes the gradient by the weights of the mean squared error {@code sum (y -
   *     t)^2 / (N C)}, with N the number of points and C that of components
   */
  public double squaredError(float[] weights, TrainingPoints points, float[] gradient) {
    return squaredError(weights, points, 0, points.count(), gradient);
  }

  /** The same for points {@code from} to {@code to - 1}, N being their number. */
  double squaredError(float[] weights, TrainingPoints points, int from, int to, float[] gradient) {
    requireFitting(weights, points);
    requireLength("gradient", architecture.parameters(), gradient);
    return tiles.squaredError(this, weights, points, from, to, gradient);
  }

  /** Returns the sum over all points and components of {@code (y - t)^2}. */
  public double squaredError(float[] weights, TrainingPoints points) {
    requireFitting(weights, points);
    return tiles.squaredError(this, weights, points, 0, points.count(), new float[0]);
  }

  /** Returns the mean over all points and components of {@code (y - t)^2}. */
  public double meanSquaredError(float[] weights, TrainingPoints points) {
    return squaredError(weights, points) / ((double) points.count() * points.outputs());
  }

  /**
   * Writes the outputs y at all points, each point's components together.
   *
   * @param out of the length points x outputs
   */
  public void outputs(float[] weights, TrainingPoints points, float[] out) {
    requireFitting(weights, points);
    requireLength("output", points.count() * architecture.outputs(), out);
    tiles.outputs(this, weights, points, out);
  }

  private void requireFitting(float[] weights, TrainingPoints points) {
    requireLength("weight", architecture.parameters(), weights);
    if (points.inputs() != architecture.inputs() || points.outputs() != architecture.outputs()) {
      throw new IllegalArgumentException(
          architecture
              + " does not go from "
              + points.inputs()
              + " coordinates to "
              + points.outputs()
              + " targets");
    }
  }

  private static void requireLength(String what, int expected, float[] values) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          expected + " values expected in the " + what + " array, got " + values.length);
    }
  }

  /** What depends on the kernel's buffers. */
  private static final class Tiles<B> {
    private final TrainingKernel<B> kernel;
    private final SirenArchitecture architecture;
    private final TrainedLayer[] layers;
    private final int tilePoints;
    private final Queue<TileWork<B>> idle = new ConcurrentLinkedQueue<>();
    private LayerGradient[][] sums = new LayerGradient[0][];
    private double[] errors = new double[0];

    Tiles(TrainingKernel<B> kernel, SirenArchitecture architecture) {
      this.kernel = kernel;
      this.architecture = architecture;
      this.layers = TrainedLayer.of(architecture);
      this.tilePoints = kernel.tilePoints(architecture.hiddenFeatures());
    }

    double squaredError(
        NetworkPass pass,
        float[] weights,
        TrainingPoints points,
        int from,
        int to,
        float[] gradient) {
      boolean back = gradient.length > 0;
      pack(weights, back);
      int count = to - from;
      int tiles = (count + tilePoints - 1) / tilePoints;
      int groups = groups(tiles);
      requireGroups(groups, back);
      run(
          pass,
          groups,
          work ->
              group -> {
                int end =
                    Math.min(to, from + (int) ((long) (group + 1) * tiles / groups) * tilePoints);
                int start = from + (int) ((long) group * tiles / groups) * tilePoints;
                errors[group] = group(work, points, start, end, back ? sums[group] : null);
              });
      double error = 0;
      for (int group = 0; group < groups; group++) {
        error += errors[group];
      }
      if (back) {
        Arrays.fill(gradient, 0f);
        double factor = 2.0 / ((double) count * architecture.outputs());
        for (int group = 0; group < groups; group++) {
          for (int l = 0; l < layers.length; l++) {
            layers[l].unpack(sums[group][l], gradient, factor);
          }
        }
      }
      return error;
    }

    private double group(
        TileWork<B> work,
        TrainingPoints points,
        int from,
        int to,
        LayerGradient @Nullable [] sums) {
      if (sums != null) {
        for (LayerGradient layer : sums) {
          layer.clear();
        }
      }
      double error = 0;
      for (int first = from; first < to; first += tilePoints) {
        int count = Math.min(tilePoints, to - first);
        error += work.squaredError(points, first, count);
        if (sums != null) {
          work.addGradient(sums, count);
        }
      }
      if (sums != null) {
        for (LayerGradient layer : sums) {
          kernel.finish(layer);
        }
      }
      return error;
    }

    void outputs(NetworkPass pass, float[] weights, TrainingPoints points, float[] out) {
      pack(weights, false);
      int count = points.count();
      int tiles = (count + tilePoints - 1) / tilePoints;
      run(
          pass,
          tiles,
          work ->
              tile -> {
                int first = tile * tilePoints;
                int here = Math.min(tilePoints, count - first);
                work.outputs(points, first, here, out, first * architecture.outputs());
              });
    }

    private void pack(float[] weights, boolean back) {
      for (TrainedLayer layer : layers) {
        layer.pack(weights, back);
      }
    }

    private int groups(int tiles) {
      long room = Math.max(1, MAX_GROUP_WEIGHTS / architecture.parameters());
      return (int) Math.min(Math.min(MAX_GROUPS, room), Math.max(1, tiles / MIN_TILES));
    }

    private void requireGroups(int groups, boolean back) {
      if (errors.length < groups) {
        errors = new double[groups];
      }
      if (back && sums.length < groups) {
        int had = sums.length;
        sums = Arrays.copyOf(sums, groups);
        for (int group = had; group < groups; group++) {
          sums[group] = new LayerGradient[layers.length];
          for (int l = 0; l < layers.length; l++) {
            PackedMatrix w = layers[l].forward;
            sums[group][l] = kernel.gradient(w.rows, w.columns);
          }
        }
      }
    }

    private void run(NetworkPass pass, int pieces, Function<TileWork<B>, IntConsumer> piece) {
      if (pass.threads == 1 || pieces == 1) {
        TileWork<B> work = take();
        IntConsumer all = piece.apply(work);
        for (int i = 0; i < pieces; i++) {
          all.accept(i);
        }
        idle.add(work);
        return;
      }
      ParallelTiles.run(
          pieces,
          () ->
              i -> {
                TileWork<B> work = take();
                piece.apply(work).accept(i);
                idle.add(work);
              },
          pass.executor,
          pass.threads);
    }

    private TileWork<B> take() {
      TileWork<B> work = idle.poll();
      return work == null ? new TileWork<>(kernel, architecture, layers) : work;
    }
  }
}
