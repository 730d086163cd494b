package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.sirencast.siren.WeightNoise;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

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
  private static final int MAX_PAIRS = 64;
  private static final long EVALUATION_SEED = 0x6e6f697365L;

  LocalNoise {
    if (pairs < 0 || pairs > MAX_PAIRS) {
      throw new IllegalArgumentException("pairs must be 0 to " + MAX_PAIRS + ", got " + pairs);
    }
  }

  @Override
  public LossGradient evaluate(Step step) {
    SplittableRandom random = step.noise().random();
    WeightNoise drawn = noise.draw(random.nextDouble(), step.progress());
    MomentNetwork shared = shared(step.network(), drawn);
    NDArray gradient = step.network().zeros().flat();
    int passes = Math.max(1, 2 * pairs);
    double sum = 0;
    for (Tile tile : step.batch().tiles()) {
      for (int pair = 0; pair < Math.max(1, pairs); pair++) {
        FoldedNetwork network = step.network();
        WeightDraw mask = shared == null ? firstLayerMask(network, random, drawn.mask()) : null;
        MomentNetwork moments = mask == null ? shared : masked(network, mask, drawn);
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

  /** Returns the expected loss on a batch, from draws that are always the same. */
  static double expectedError(
      FoldedNetwork network, Batch batch, NoiseSource source, WeightNoise noise) {
    SplittableRandom random = new SplittableRandom(EVALUATION_SEED);
    MomentNetwork shared = shared(network, noise);
    double sum = 0;
    for (Tile tile : batch.tiles()) {
      MomentNetwork moments =
          shared == null
              ? masked(network, firstLayerMask(network, random, noise.mask()), noise)
              : shared;
      try (LocalNoisePass pass =
          new LocalNoisePass(moments, source, random.split(), false, tile, batch.points())) {
        sum += pass.squaredError();
      }
    }
    return sum / batch.points();
  }

  /** The network under noise, or null where each tile masks the first layer differently. */
  private static @Nullable MomentNetwork shared(FoldedNetwork network, WeightNoise drawn) {
    boolean masksFirst = drawn.mask() > 0 && network.space().isSent(0);
    return masksFirst ? null : new MomentNetwork(network, drawn);
  }

  private static WeightDraw firstLayerMask(
      FoldedNetwork network, SplittableRandom random, double probability) {
    NDArray scale = network.manager().ones(network.parameters().getShape());
    int first = network.architecture().rows(0) * (network.architecture().columns(0) + 1);
    NDArray part = scale.get(new NDIndex().addSliceDim(0, first));
    part.muli(NoiseSource.mask(network.manager(), random, first, probability));
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
