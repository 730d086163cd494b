package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A batch's tiles sent through the network one after another: the reconstruction loss and its
 * gradient, and a second look at the tiles for the losses that need one.
 */
public final class BatchPass implements AutoCloseable {
  private final FoldedParameters network;
  private final Batch batch;
  private final List<TilePass> kept = new ArrayList<>();
  private final double reconstruction;
  private final NDArray gradient;

  /**
   * @param keep whether the tile passes are held for {@link #revisit}, which is quicker than to
   *     compute them again and costs memory in proportion to the batch
   */
  public BatchPass(FoldedParameters network, Batch batch, boolean keep) {
    this.network = network;
    this.batch = batch;
    ParameterViews sum = network.zeros();
    NDArray squaredError = network.manager().zeros(new Shape(1));
    for (Tile tile : batch.tiles()) {
      TilePass pass = new TilePass(network, tile, batch.points());
      if (keep) {
        pass.keepGradients();
      }
      pass.addGradientTo(sum);
      squaredError.addi(pass.squaredError());
      if (keep) {
        kept.add(pass);
      } else {
        pass.close();
      }
    }
    reconstruction = squaredError.toFloatArray()[0] / batch.points();
    gradient = network.unfold(sum);
  }

  /** The reconstruction loss L of the batch. */
  public double reconstruction() {
    return reconstruction;
  }

  /** The gradient of L by the unfolded parameters, owned by the network. */
  public NDArray gradient() {
    return gradient;
  }

  /** Hands every tile's pass to {@code visitor}, kept or computed anew, and frees it after. */
  public void revisit(Consumer<TilePass> visitor) {
    for (int i = 0; i < batch.tiles().size(); i++) {
      try (TilePass pass =
          kept.isEmpty()
              ? new TilePass(network, batch.tiles().get(i), batch.points()).keepGradients()
              : kept.get(i)) {
        visitor.accept(pass);
      }
    }
  }

  /** Frees the passes that were kept. */
  @Override
  public void close() {
    kept.forEach(TilePass::close);
  }
}
