package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.cpu.TileGroups.TileSharing;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The expected squared error of a sine network under noise on its weights, and its gradient. What
 * is drawn depends on the random numbers and the tiles, not on threads; these and memory are as in
 * {@link NetworkPass}.
 */
public final class NoisePass {
  private final ParameterSpace space;
  private final SirenArchitecture architecture;
  private final TrainedLayer[] places;
  private final NoisyNetwork network;
  private final TileGroups<NoisyTile<?>> tiles;
  private final float[] bySpreads;

  /**
   * What is computed.
   *
   * @param noise what hits the weights that are sent
   * @param isDrawn whether noise is drawn for every point, but for the last two layers; if not, all
   *     is in closed form, which takes each layer's inputs as independent
   * @param pairs draws of each point's noise, each used with both signs; 0 for one draw
   */
  public record Noise(WeightNoise noise, boolean isDrawn, int pairs) {}

  /**
   * A pass whose groups of tiles several threads share.
   *
   * @param space the network, and which of its tensors are sent
   */
  public NoisePass(ParameterSpace space, Executor executor, int threads) {
    this(space, TileSharing.of(executor, threads), TrainingKernels.kernel());
  }

  NoisePass(ParameterSpace space, TileSharing sharing, TrainingKernel<?> kernel) {
    this.space = space;
    this.architecture = space.architecture();
    this.places = TrainedLayer.of(architecture);
    this.network = new NoisyNetwork(architecture);
    this.tiles = new TileGroups<>(kernel, architecture, 2, sharing, works(kernel));
    this.bySpreads = new float[architecture.parameters()];
  }

  private <B> Supplier<NoisyTile<?>> works(TrainingKernel<B> kernel) {
    return () -> new NoisyTile<>(kernel, architecture, network);
  }

  /** The most deviates that a tile draws at once. */
  public static int largestDraw(SirenArchitecture architecture) {
    int features = architecture.hiddenFeatures();
    return Math.multiplyExact(TrainingKernels.kernel().tilePoints(features), features);
  }

  /**
   * Returns the sum over points {@code from} to {@code to - 1} and all components of the expected
   * {@code (y - t)^2}, and sets the gradient.
   *
   * @param pool gives the deviates, {@link #largestDraw} at once
   * @param random gives each tile its own random numbers
   * @param gradient becomes the gradient by the weights of the mean {@code sum / (N C)}, N being
   *     the number of points and C that of components
   */
  public double squaredError(
      float[] weights,
      Noise noise,
      NoisePool pool,
      SplittableRandom random,
      TrainingPoints points,
      int from,
      int to,
      float[] gradient) {
    NetworkPass.requireLength("gradient", architecture.parameters(), gradient);
    set(weights, noise, pool, random, points, to - from);
    double error = tiles.run(points, from, to, true) / network.passes();
    double factor = 2.0 / ((double) (to - from) * architecture.outputs() * network.passes());
    tiles.gradient(0, places, gradient, factor);
    tiles.gradient(1, places, bySpreads, factor);
    network.unfold(gradient, bySpreads);
    return error;
  }

  /** Returns the same sum over all points. */
  public double squaredError(
      float[] weights,
      Noise noise,
      NoisePool pool,
      SplittableRandom random,
      TrainingPoints points) {
    set(weights, noise, pool, random, points, points.count());
    return tiles.run(points, 0, points.count(), false) / network.passes();
  }

  private void set(
      float[] weights,
      Noise noise,
      NoisePool pool,
      SplittableRandom random,
      TrainingPoints points,
      int count) {
    NetworkPass.requireFitting(architecture, weights, points);
    float[] deviates = noise.isDrawn() && !noise.noise().isNone() ? pool.deviates() : new float[0];
    network.set(
        weights,
        space,
        noise.noise(),
        noise.isDrawn(),
        noise.pairs(),
        deviates,
        random,
        tiles.tiles(count));
  }
}
