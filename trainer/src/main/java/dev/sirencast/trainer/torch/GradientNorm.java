package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.HessianVectorPass;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.TilePass;

/**
 * The robust loss of {@link dev.sirencast.trainer.loss.TrainingLoss#gradientNorm}.
 *
 * <p>The direction g / |g| is that of the whole batch, so the tiles are visited twice: for g, and
 * for the Hessian-vector product along it. Where g is 0 the norm has no gradient, and 0 is taken.
 *
 * @param lambda weight of the norm, 0 or more and finite
 */
public record GradientNorm(double lambda) implements Objective {
  /** Tile passes are kept for the second visit up to this many floats: 512 MiB. */
  private static final long KEPT_FLOATS = 1L << 27;

  @Override
  public LossGradient evaluate(Step step) {
    FoldedParameters network = step.network();
    Batch batch = step.batch();
    try (BatchPass pass = new BatchPass(network, batch, fits(network, batch))) {
      NDArray gradient = pass.gradient();
      float norm = gradient.norm().toFloatArray()[0];
      double value = pass.reconstruction() + lambda * norm;
      if (norm > 0) {
        ParameterViews direction = network.fold(gradient.div(norm));
        ParameterViews product = network.zeros();
        pass.revisit(
            tile -> {
              try (HessianVectorPass tangent = new HessianVectorPass(tile, direction)) {
                tangent.addHessianProductTo(product);
              }
            });
        gradient.addi(network.unfold(product).muli((float) lambda));
      }
      return new LossGradient(value, pass.reconstruction(), gradient);
    }
  }

  private static boolean fits(FoldedParameters network, Batch batch) {
    long neurons =
        (long) network.architecture().hiddenFeatures() * (network.architecture().layers() - 1);
    return batch.points() * neurons * TilePass.KEPT_PER_ACTIVATION <= KEPT_FLOATS;
  }
}
