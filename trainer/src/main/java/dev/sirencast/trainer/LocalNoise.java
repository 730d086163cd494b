package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import dev.sirencast.siren.WeightNoise;
import org.jspecify.annotations.Nullable;

/**
 * The loss of {@link TrainingLoss#localNoise}.
 *
 * <p>Masks are real ones, one for each tile: a handful of missing weights is far from Gaussian
 * where the weights are large.
 *
 * @param noise what hits the weights
 */
record LocalNoise(TrainingNoise noise) implements NoisyObjective {

  @Override
  public LossGradient evaluate(Step step) {
    WeightNoise drawn = noise.draw(step.noise().random().nextDouble(), step.progress());
    WeightNoise gaussian = new WeightNoise(drawn.sigma(), drawn.relative(), 0);
    NDArray gradient = step.network().zeros().flat();
    double sum = 0;
    @Nullable MomentNetwork shared =
        drawn.mask() == 0 ? new MomentNetwork(step.network(), gaussian) : null;
    for (Tile tile : step.batch().tiles()) {
      sum +=
          shared == null
              ? addMasked(step, tile, gaussian, drawn.mask(), gradient)
              : add(shared, step, tile, gradient);
    }
    double loss = sum / step.batch().points();
    return new LossGradient(loss, loss, gradient);
  }

  private static double addMasked(
      Step step, Tile tile, WeightNoise gaussian, double mask, NDArray gradient) {
    FoldedNetwork network = step.network();
    WeightDraw draw = WeightDraw.of(network, step.noise(), WeightNoise.mask(mask));
    MomentNetwork masked = new MomentNetwork(network.at(draw.apply(network, 1)), gaussian);
    NDArray part = network.zeros().flat();
    double error = add(masked, step, tile, part);
    gradient.addi(draw.pullBack(part));
    return error;
  }

  private static double add(MomentNetwork moments, Step step, Tile tile, NDArray gradient) {
    FoldedNetwork network = step.network();
    ParameterViews byWeights = network.zeros();
    ParameterViews bySquares = network.zeros();
    try (LocalNoisePass pass =
        new LocalNoisePass(moments, step.noise(), tile, step.batch().points())) {
      pass.addGradientTo(byWeights, bySquares);
      gradient.addi(moments.unfold(byWeights, bySquares));
      return pass.squaredError();
    }
  }

  /** The loss's name and noise, as in {@code local-noise(gaussian:0.001)}. */
  @Override
  public String toString() {
    return "local-noise(" + noise + ")";
  }
}
