package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.TangentTile.TangentLayer;
import dev.sirencast.trainer.cpu.TileGroups.TileSharing;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The product of the Hessian of a sine network's squared error with a direction of its weights,
 * exactly. Threads and memory as in {@link NetworkPass}.
 */
public final class HessianPass {
  private final SirenArchitecture architecture;
  private final TrainedLayer[] layers;
  private final TangentLayer[] tangents;
  private final TileGroups<TangentTile<?>> tiles;

  /** A pass whose groups of tiles several threads share. */
  public HessianPass(SirenArchitecture architecture, Executor executor, int threads) {
    this.architecture = architecture;
    this.layers = TrainedLayer.of(architecture);
    this.tangents = new TangentLayer[layers.length];
    int offset = 0;
    for (int l = 0; l < layers.length; l++) {
      tangents[l] = new TangentLayer(architecture, l, offset);
      offset += architecture.rows(l) * (architecture.columns(l) + 1);
    }
    TrainingKernel<?> kernel = TrainingKernels.kernel();
    this.tiles =
        new TileGroups<>(kernel, architecture, 1, TileSharing.of(executor, threads), works(kernel));
  }

  private <B> Supplier<TangentTile<?>> works(TrainingKernel<B> kernel) {
    return () -> new TangentTile<>(kernel, architecture, layers, tangents);
  }

  /**
   * Sets {@code product} to {@code H d}, H the Hessian by the weights of the mean squared error
   * {@code sum (y - t)^2 / (N C)} over points {@code from} to {@code to - 1}.
   *
   * @param direction d, in the order of the weights
   */
  public void product(
      float[] weights,
      float[] direction,
      TrainingPoints points,
      int from,
      int to,
      float[] product) {
    NetworkPass.requireFitting(architecture, weights, points);
    NetworkPass.requireLength("direction", weights.length, direction);
    NetworkPass.requireLength("product", weights.length, product);
    for (int l = 0; l < layers.length; l++) {
      layers[l].pack(weights, true);
      tangents[l].pack(weights, direction);
    }
    tiles.run(points, from, to, true);
    tiles.gradient(0, layers, product, 2.0 / ((double) (to - from) * architecture.outputs()));
  }
}
