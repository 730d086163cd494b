package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.MomentNetwork;
import dev.sirencast.trainer.network.MomentPass;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.Tile;

/**
 * The loss of {@link dev.sirencast.trainer.loss.TrainingLoss#moments}.
 *
 * @param noise what hits the weights
 */
public record MomentLoss(TrainingNoise noise) implements NoisyObjective {

  @Override
  public LossGradient evaluate(Step step) {
    WeightNoise drawn = noise.draw(step.noise().random().nextDouble(), step.progress());
    FoldedParameters network = step.network();
    MomentNetwork moments = new MomentNetwork(network, drawn);
    ParameterViews byMeans = network.zeros();
    ParameterViews bySpreads = network.zeros();
    NDArray squaredError = network.manager().zeros(new Shape(1));
    for (Tile tile : step.batch().tiles()) {
      try (MomentPass pass = new MomentPass(moments, tile, step.batch().points())) {
        squaredError.addi(pass.squaredError());
        pass.addGradientTo(byMeans, bySpreads);
      }
    }
    double loss = squaredError.toFloatArray()[0] / (double) step.batch().points();
    return new LossGradient(loss, loss, moments.unfold(byMeans, bySpreads));
  }
}
