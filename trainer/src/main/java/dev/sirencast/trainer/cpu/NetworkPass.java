package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.TileGroups.TileSharing;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sends points through a sine network and back: outputs, squared errors, gradients.
 *
 * <p>The bits of a result do not depend on the number of threads. Memory is taken once and used
 * again: a pass is for one call at a time.
 */
public final class NetworkPass {
  private final SirenArchitecture architecture;
  private final TrainingKernel<?> kernel;
  private final TrainedLayer[] layers;
  private final TileGroups<TileWork<?>> tiles;

  /** A pass on the calling thread alone. */
  public NetworkPass(SirenArchitecture architecture) {
    this(architecture, TileSharing.NONE, TrainingKernels.kernel());
  }

  /**
   * A pass whose groups of tiles several threads share.
   *
   * @param executor where the other threads come from; one that runs nothing slows the pass down
   *     and cannot stop it
   * @param threads threads at most, the calling one included, 1 or more
   */
  public NetworkPass(SirenArchitecture architecture, Executor executor, int threads) {
    this(architecture, TileSharing.of(executor, threads), TrainingKernels.kernel());
  }

  NetworkPass(SirenArchitecture architecture, TileSharing sharing, TrainingKernel<?> kernel) {
    this.architecture = architecture;
    this.kernel = kernel;
    this.layers = TrainedLayer.of(architecture);
    this.tiles = new TileGroups<>(kernel, architecture, 1, sharing, works(kernel));
  }

  private <B> Supplier<TileWork<?>> works(TrainingKernel<B> of) {
    return () -> new TileWork<>(of, architecture, layers);
  }

  /** The network's shape. */
  public SirenArchitecture architecture() {
    return architecture;
  }

  /** The kernel that computes. */
  TrainingKernel<?> kernel() {
    return kernel;
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
  public double squaredError(
      float[] weights, TrainingPoints points, int from, int to, float[] gradient) {
    requireFitting(architecture, weights, points);
    requireLength("gradient", architecture.parameters(), gradient);
    pack(weights, true);
    double error = tiles.run(points, from, to, true);
    tiles.gradient(0, layers, gradient, 2.0 / ((double) (to - from) * architecture.outputs()));
    return error;
  }

  /** Returns the sum over all points and components of {@code (y - t)^2}. */
  public double squaredError(float[] weights, TrainingPoints points) {
    requireFitting(architecture, weights, points);
    pack(weights, false);
    return tiles.run(points, 0, points.count(), false);
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
    requireLength("output", points.count() * architecture.outputs(), out);
    outputs(weights, points, 0, points.count(), out);
  }

  /** The same of points {@code from} to {@code to - 1}, which begin at {@code out[0]}. */
  public void outputs(float[] weights, TrainingPoints points, int from, int to, float[] out) {
    requireFitting(architecture, weights, points);
    pack(weights, false);
    tiles.forEach(
        from,
        to,
        (work, first, count) ->
            work.outputs(points, first, count, out, (first - from) * architecture.outputs()));
  }

  private void pack(float[] weights, boolean back) {
    for (TrainedLayer layer : layers) {
      layer.pack(weights, back);
    }
  }

  static void requireFitting(
      SirenArchitecture architecture, float[] weights, TrainingPoints points) {
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

  static void requireLength(String what, int expected, float[] values) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          expected + " values expected in the " + what + " array, got " + values.length);
    }
  }
}
