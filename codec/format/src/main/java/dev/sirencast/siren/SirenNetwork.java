package dev.sirencast.siren;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * A sine network that can be evaluated: {@code h = sin(omega0 (W h + b))} layer after layer, then a
 * linear layer.
 *
 * <p>The arithmetic is float32 (double in the first layer's sums) in one fixed order, so a weight
 * set gives the same bits on every machine, with any number of threads and however the grid is
 * split. (Where an output is NaN, only that it is one is promised.)
 *
 * <p>Against the same formula in double, the outputs of trained networks of 256 features and 4 sine
 * layers are off by less than 1e-6, those of narrow and deep ones (28 features, 10 layers) by up to
 * 5e-6, a third of what float32 throughout would give. The first layer is exact to 3e-7 for any
 * omega0, 3000 for audio included; a later pre-activation of size z is rounded to about 1e-7 z.
 * Pre-activations too large for their format to hold a phase count as 0.
 *
 * <p>Evaluation uses the Vector API where the JVM was started with {@code --add-modules
 * jdk.incubator.vector}, and plain Java otherwise, which takes 2 to 3 times as long; {@link
 * #kernelName} says which. The plain kernel wants a processor with a fused multiply-add
 * instruction: without one, {@link Math#fma(float, float, float)} is thousands of times slower.
 *
 * <p>Immutable and thread-safe.
 */
public final class SirenNetwork {
  /** The longest array that every JVM can make. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final SirenArchitecture architecture;
  private final PackedNetwork network;
  private final SirenKernel kernel;

  private SirenNetwork(SirenWeights weights, SirenKernel kernel) {
    this.architecture = weights.architecture();
    this.network = PackedNetwork.of(weights);
    this.kernel = kernel;
  }

  /** Returns the network with these weights, which may be any float, NaN and infinity included. */
  public static SirenNetwork of(SirenWeights weights) {
    return of(weights, KernelProvider.kernel());
  }

  /**
   * Returns the network with these weights on a stated kernel, so that kernels can be compared in
   * one process; the results are the same bits on all.
   *
   * @param kernel {@code plain} or {@code vector}
   * @throws IllegalArgumentException if there is no such kernel, or this JVM cannot run it
   */
  public static SirenNetwork onKernel(String kernel, SirenWeights weights) {
    return of(weights, KernelProvider.named(kernel));
  }

  /** Returns the network with these weights on a kernel of the caller's choice. */
  static SirenNetwork of(SirenWeights weights, SirenKernel kernel) {
    return new SirenNetwork(weights, kernel);
  }

  /**
   * The name of the code that evaluates networks in this process: {@code plain}, or {@code vector-}
   * and the processor's vector length in bits, as in {@code vector-512}.
   */
  public static String kernelName() {
    return KernelProvider.kernel().name();
  }

  /**
   * Returns the sample that a raw output y stands for: {@code (y + 1) / 2}, clamped to [0, 1].
   *
   * <p>An output that is NaN or infinite, which damaged weights can cause, counts as y = 0: the
   * sample is 0.5.
   */
  public static float sample(float output) {
    float sample = (output + 1) / 2;
    // Nearly all samples are of this kind, and a comparison costs a quarter of what the rest does.
    if (sample > 0f && sample < 1f) {
      return sample;
    }
    return Float.isFinite(output) ? Math.max(0f, Math.min(1f, sample)) : 0.5f;
  }

  /**
   * Returns what evaluates this network at any points, one tile of them after another. It is not
   * thread-safe; each thread asks for its own.
   */
  public TileEvaluator tileEvaluator() {
    return kernel.scratch().evaluator(network);
  }

  /** The network's shape. */
  public SirenArchitecture architecture() {
    return architecture;
  }

  /**
   * Returns the network's raw outputs y at every point of the grid, outputs interleaved.
   *
   * <p>An output is a finite number for weights of any sane size; it may be NaN or infinite if a
   * weight is, or overflows.
   *
   * @throws IllegalArgumentException if the grid's dimensions are not the network's inputs, or its
   *     outputs exceed an array
   */
  public float[] evaluate(CoordinateGrid grid) {
    return evaluate(grid, Runnable::run, 1);
  }

  /**
   * Returns what {@link #evaluate(CoordinateGrid)} returns, made by several threads.
   *
   * @param executor runs up to {@code parallelism - 1} tasks; the calling thread works too, so the
   *     call ends even if the executor runs none of them
   * @param parallelism threads at most, the calling one included, 1 or more
   */
  public float[] evaluate(CoordinateGrid grid, Executor executor, int parallelism) {
    requireInputs(grid);
    requireParallelism(parallelism);
    float[] out = new float[arrayLength(grid)];
    race(grid, 0, grid.points(), out, executor, parallelism);
    return out;
  }

  private static void requireParallelism(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be 1 or more, got " + parallelism);
    }
  }

  /** Evaluates points into {@code out}, from its index 0 on. */
  private void race(
      CoordinateGrid grid, int start, int points, float[] out, Executor executor, int parallelism) {
    Objects.requireNonNull(executor);
    int tiles = (points + TileEvaluator.POINTS - 1) / TileEvaluator.POINTS;
    ParallelTiles.run(
        tiles,
        () -> {
          Sweep sweep = new Sweep(grid);
          return tile -> {
            int first = tile * TileEvaluator.POINTS;
            int count = Math.min(TileEvaluator.POINTS, points - first);
            sweep.evaluate(start + first, count, out, first * architecture.outputs());
          };
        },
        executor,
        parallelism);
  }

  /**
   * Returns the {@link #sample samples} on a grid of any size, evaluated where they are asked for,
   * by several threads as in {@link #evaluate(CoordinateGrid, Executor, int)}.
   *
   * @throws IllegalArgumentException if the grid's dimensions are not the network's inputs
   */
  public SampleSource samples(CoordinateGrid grid, Executor executor, int parallelism) {
    requireInputs(grid);
    requireParallelism(parallelism);
    return (first, count, out) -> {
      Objects.checkFromIndexSize(first, count, grid.points());
      Objects.checkFromIndexSize(0, (long) count * architecture.outputs(), out.length);
      race(grid, first, count, out, executor, parallelism);
      for (int i = 0; i < count * architecture.outputs(); i++) {
        out[i] = sample(out[i]);
      }
    };
  }

  /**
   * Writes the outputs at some successive points of the grid, so that a large grid can be streamed
   * in bounded memory.
   *
   * <p>Each call makes scratch space of 4 KiB for each feature, so it wants thousands of points.
   *
   * @param first the first point's index, axis 0 fastest
   * @param count the number of points
   * @param out receives {@code count * outputs} numbers, interleaved, from {@code offset} on
   * @throws IllegalArgumentException if the grid's dimensions are not the network's inputs
   * @throws IndexOutOfBoundsException if the points are not all in the grid, or do not fit in out
   */
  public void evaluate(CoordinateGrid grid, int first, int count, float[] out, int offset) {
    requireInputs(grid);
    Objects.checkFromIndexSize(first, count, grid.points());
    Objects.checkFromIndexSize(offset, (long) count * architecture.outputs(), out.length);
    new Sweep(grid).evaluate(first, count, out, offset);
  }

  /**
   * Returns the signal that the network stands for: its {@link #sample samples} on a grid.
   *
   * @param format what the samples stand for
   * @throws IllegalArgumentException as {@link #evaluate(CoordinateGrid)} and {@link Signal#of} do
   */
  public Signal reconstruct(SignalFormat format, CoordinateGrid grid) {
    return reconstruct(format, grid, Runnable::run, 1);
  }

  /**
   * Returns what {@link #reconstruct(SignalFormat, CoordinateGrid)} returns, made by several
   * threads as in {@link #evaluate(CoordinateGrid, Executor, int)}.
   */
  public Signal reconstruct(
      SignalFormat format, CoordinateGrid grid, Executor executor, int parallelism) {
    float[] samples = evaluate(grid, executor, parallelism);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(samples[i]);
    }
    return Signal.of(format, grid, architecture.outputs(), samples);
  }

  private void requireInputs(CoordinateGrid grid) {
    if (grid.dimensions() != architecture.inputs()) {
      throw new IllegalArgumentException(
          architecture + " cannot be evaluated on a grid of " + grid.dimensions() + " axes");
    }
  }

  private int arrayLength(CoordinateGrid grid) {
    long length = (long) grid.points() * architecture.outputs();
    if (length > MAX_ARRAY) {
      throw new IllegalArgumentException(
          "the outputs on a grid of " + grid + " exceed an array: evaluate it in parts");
    }
    return (int) length;
  }

  /** One thread's way over a grid. */
  private final class Sweep {
    private final CoordinateGrid grid;
    private final TileEvaluator evaluator = kernel.scratch().evaluator(network);
    private final float[][] coordinates = new float[architecture.inputs()][TileEvaluator.POINTS];
    private final double[][] widened = new double[architecture.inputs()][TileEvaluator.POINTS];

    Sweep(CoordinateGrid grid) {
      this.grid = grid;
    }

    void evaluate(int first, int count, float[] out, int offset) {
      for (int done = 0; done < count; done += TileEvaluator.POINTS) {
        int points = Math.min(TileEvaluator.POINTS, count - done);
        grid.coordinates(first + done, points, coordinates);
        widen();
        evaluator.evaluate(widened, points, out, offset + done * architecture.outputs());
      }
    }

    private void widen() {
      for (int axis = 0; axis < coordinates.length; axis++) {
        for (int p = 0; p < TileEvaluator.POINTS; p++) {
          widened[axis][p] = coordinates[axis][p];
        }
      }
    }
  }
}
