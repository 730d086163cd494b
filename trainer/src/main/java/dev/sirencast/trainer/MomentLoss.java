package dev.sirencast.trainer;

import dev.sirencast.siren.WeightNoise;

/**
 * The loss of {@link TrainingLoss#moments}.
 *
 * @param noise what hits the weights
 */
record MomentLoss(TrainingNoise noise) implements NoisyObjective {

  @Override
  public LossGradient evaluate(Step step) {
    WeightNoise drawn = noise.draw(step.noise().random().nextDouble(), step.progress());
    FoldedNetwork network = step.network();
    MomentNetwork moments = new MomentNetwork(network, drawn);
    ParameterViews byMeans = network.zeros();
    ParameterViews bySquares = network.zeros();
    double sum = 0;
    for (Tile tile : step.batch().tiles()) {
      try (MomentPass pass = new MomentPass(moments, tile, step.batch().points())) {
        sum += pass.squaredError();
        pass.addGradientTo(byMeans, bySquares);
      }
    }
    double loss = sum / step.batch().points();
    return new LossGradient(loss, loss, moments.unfold(byMeans, bySquares));
  }

  /** The loss's name and noise, as in {@code moments(gaussian:0.001)}. */
  @Override
  public String toString() {
    return "moments(" + noise + ")";
  }
}
