package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenNetwork;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * A signal in patches that can be evaluated: at every point {@code y = base + amplitude * network},
 * with the network of the patch that the point lies in, and {@link SirenNetwork#sample} of y.
 *
 * <p>A point between two patches' samples belongs to the patch of the nearer sample. The bits are
 * the same whatever the number of threads and however a grid is split. Immutable and thread-safe.
 */
public final class PatchedNetwork {
  /** Points that are evaluated at once, so that all threads have patches to do. */
  private static final int BAND_POINTS = 1 << 17;

  private final PatchedWeights weights;
  private final int outputs;
  private final CoordinateGrid whole;

  private PatchedNetwork(PatchedWeights weights) {
    this.weights = weights;
    this.outputs = weights.base().architecture().outputs();
    this.whole = weights.grid().grid();
  }

  /** Returns the network with these weights. */
  public static PatchedNetwork of(PatchedWeights weights) {
    return new PatchedNetwork(weights);
  }

  /**
   * Returns the samples on a grid, evaluated where they are asked for. The source keeps the last
   * band of patches that it was asked for, so that one who goes through the grid in order has each
   * patch evaluated once. Thread-safe.
   *
   * @param grid of any size, over the same signal; its windows too
   * @param executor runs up to {@code parallelism - 1} tasks; the calling thread works too
   * @param parallelism threads at most, the calling one included, 1 or more
   * @throws IllegalArgumentException if the grid has not the signal's axes
   */
  public SampleSource samples(CoordinateGrid grid, Executor executor, int parallelism) {
    requireAxes(grid);
    return new Bands(grid, executor, parallelism);
  }

  /** Returns the signal on a grid, by several threads as {@link #samples} has them. */
  public Signal reconstruct(
      SignalFormat format, CoordinateGrid grid, Executor executor, int parallelism) {
    requireAxes(grid);
    float[] samples = new float[Math.multiplyExact(grid.points(), outputs)];
    new Bands(grid, executor, parallelism).samples(0, grid.points(), samples);
    return Signal.of(format, grid, outputs, samples);
  }

  private void requireAxes(CoordinateGrid grid) {
    if (grid.dimensions() != whole.dimensions()) {
      throw new IllegalArgumentException(
          "a signal of "
              + whole.dimensions()
              + " axes cannot be evaluated on a grid of "
              + grid.dimensions());
    }
  }

  /** Goes through a grid band by band: all points whose last coordinate lies in some patches. */
  private final class Bands implements SampleSource {
    private final Executor executor;
    private final int parallelism;
    private final GridCut cut;
    private final BaseSignal base;
    private final int slow;
    private final int slice;
    private final int points;
    private int from;
    private int to;
    private float[] band = {};

    Bands(CoordinateGrid grid, Executor executor, int parallelism) {
      this.executor = Objects.requireNonNull(executor);
      this.parallelism = parallelism;
      this.cut = new GridCut(weights.grid(), grid);
      this.base = BaseSignal.of(weights.base(), whole, weights.baseStep(), executor, parallelism);
      this.slow = grid.dimensions() - 1;
      this.points = grid.points();
      this.slice = points / grid.size(slow);
    }

    @Override
    public synchronized void samples(int first, int count, float[] out) {
      Objects.checkFromIndexSize(first, count, points);
      Objects.checkFromIndexSize(0, (long) count * outputs, out.length);
      for (int done = 0; done < count; ) {
        int point = first + done;
        if (point < from || point >= to) {
          evaluateBand(point / slice);
        }
        int run = Math.min(count - done, to - point);
        System.arraycopy(band, (point - from) * outputs, out, done * outputs, run * outputs);
        done += run;
      }
    }

    /** Evaluates the patches around a row, and as many after them as make a band. */
    private void evaluateBand(int row) {
      int firstPart = cut.part(slow, row);
      int endPart = firstPart + 1;
      while (endPart < cut.parts(slow)
          && (long) (cut.start(slow, endPart + 1) - cut.start(slow, firstPart)) * slice
              <= BAND_POINTS) {
        endPart++;
      }
      from = cut.start(slow, firstPart) * slice;
      to = cut.start(slow, endPart) * slice;
      int length = Math.multiplyExact(to - from, outputs);
      band = band.length >= length ? band : new float[length];
      int across = 1;
      for (int axis = 0; axis < slow; axis++) {
        across *= cut.parts(axis);
      }
      int begin = firstPart * across;
      float[] target = band;
      ParallelTiles.run(
          (endPart - firstPart) * across, () -> worker(target, begin), executor, parallelism);
    }

    private IntConsumer worker(float[] target, int begin) {
      PatchSweep sweep = new PatchSweep(weights, cut, base);
      return block -> sweep.evaluate(begin + block, target, from);
    }
  }
}
