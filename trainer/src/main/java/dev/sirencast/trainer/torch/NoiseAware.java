package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.FoldedParameters;

/**
 * The loss of {@link dev.sirencast.trainer.loss.TrainingLoss#noiseAware}.
 *
 * @param noise what hits the weights
 * @param antithetic whether every draw is used twice, the second time with its sign turned
 */
public record NoiseAware(TrainingNoise noise, boolean antithetic) implements NoisyObjective {

  @Override
  public LossGradient evaluate(Step step) {
    WeightNoise drawn = noise.draw(step.noise().random().nextDouble(), step.progress());
    WeightDraw draw = WeightDraw.of(step.network(), step.noise(), drawn);
    LossGradient first = at(step, draw, 1);
    if (!antithetic) {
      return first;
    }
    LossGradient second = at(step, draw, -1);
    return new LossGradient(
        (first.value() + second.value()) / 2,
        (first.reconstruction() + second.reconstruction()) / 2,
        first.gradient().addi(second.gradient()).muli(0.5f));
  }

  private static LossGradient at(Step step, WeightDraw draw, int sign) {
    FoldedParameters noisy = step.network().at(draw.apply(step.network(), sign));
    Step there = new Step(noisy, step.batch(), step.noise(), step.progress());
    LossGradient loss = new MeanSquaredError().evaluate(there);
    NDArray gradient = draw.pullBack(loss.gradient());
    return new LossGradient(loss.value(), loss.reconstruction(), gradient);
  }
}
