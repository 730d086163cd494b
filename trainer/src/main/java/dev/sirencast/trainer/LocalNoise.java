package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import dev.sirencast.siren.WeightNoise;
import java.util.SplittableRandom;

/**
 * The loss of {@link TrainingLoss#localNoise}.
 *
 * <p>The sum of many masked weights is nearly Gaussian, so masks go the way of the Gaussian noise,
 * but for those of a first layer that is sent: it has few and large weights, and gets a real mask
 * for each tile.
 *
 * @param noise what hits the weights
 * @param pairs draws of each point's noise, each used with both signs; 0 for one draw
 */
record LocalNoise(TrainingNoise noise, int pairs) implements NoisyObjective {
  LocalNoise {
    if (pairs < 0 || pairs > MAX_PAIRS) {
      throw new IllegalArgumentException("pairs must be 0 to " + MAX_PAIRS + ", got " + pairs);
    }
  }

  private static final int MAX_PAIRS = 64;

  @Override
  public LossGradient evaluate(Step step) {
    SplittableRandom random = step.noise().random();
    WeightNoise drawn = noise.draw(random.nextDouble(), step.progress());
    boolean masksFirst = drawn.mask() > 0 && step.network().space().isSent(0);
    MomentNetwork shared = masksFirst ? null : new MomentNetwork(step.network(), drawn);
    NDArray gradient = step.network().zeros().flat();
    int passes = Math.max(1, 2 * pairs);
    double sum = 0;
    for (Tile tile : step.batch().tiles()) {
      for (int pair = 0; pair < Math.max(1, pairs); pair++) {
        WeightDraw mask = masksFirst ? firstLayerMask(step, drawn.mask()) : null;
        MomentNetwork moments = masksFirst ? masked(step.network(), mask, drawn) : shared;
        FoldedNetwork network = step.network();
        ParameterViews byMeans = network.zeros();
        ParameterViews bySquares = network.zeros();
        long seed = random.nextLong();
        for (int sign = 0; sign < (pairs == 0 ? 1 : 2); sign++) {
          try (LocalNoisePass pass =
              new LocalNoisePass(
                  moments,
                  step.noise(),
                  new SplittableRandom(seed),
                  sign == 1,
                  tile,
                  step.batch().points() * passes)) {
            sum += pass.squaredError();
            pass.addGradientTo(byMeans, bySquares);
          }
        }
        NDArray part = moments.unfold(byMeans, bySquares);
        gradient.addi(mask == null ? part : mask.pullBack(part));
      }
    }
    double loss = sum / passes / step.batch().points();
    return new LossGradient(loss, loss, gradient);
  }

  private static WeightDraw firstLayerMask(Step step, double probability) {
    FoldedNetwork network = step.network();
    NDArray scale = network.manager().ones(network.parameters().getShape());
    int first = network.architecture().rows(0) * (network.architecture().columns(0) + 1);
    NDArray part = scale.get(new ai.djl.ndarray.index.NDIndex().addSliceDim(0, first));
    part.muli(step.noise().mask(network.manager(), first, probability));
    return new WeightDraw(scale, null);
  }

  private static MomentNetwork masked(FoldedNetwork network, WeightDraw mask, WeightNoise drawn) {
    WeightNoise gaussian = new WeightNoise(drawn.sigma(), drawn.relative(), 0);
    return new MomentNetwork(network.at(mask.apply(network, 1)), drawn, gaussian);
  }

  /** The loss's name and noise, as in {@code local-noise(gaussian:0.001)}. */
  @Override
  public String toString() {
    return "local-noise(" + noise + (pairs == 0 ? "" : ", " + pairs + " pairs") + ")";
  }
}
