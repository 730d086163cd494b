package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.FirstLayerMask;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.LocalReparameterizationPass;
import dev.sirencast.trainer.network.MomentNetwork;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.Tile;
import java.util.SplittableRandom;

/**
 * The loss of {@link dev.sirencast.trainer.loss.TrainingLoss#localReparameterization}.
 *
 * <p>The sum of many masked weights is nearly Gaussian, so masks go the way of the Gaussian noise,
 * but for those of a first layer that is sent: it has few and large weights, and gets a real mask
 * for each tile.
 *
 * @param noise what hits the weights
 * @param pairs draws of each point's noise, each used with both signs; 0 for one draw
 */
public record LocalReparameterization(TrainingNoise noise, int pairs) implements NoisyObjective {
  private static final long EVALUATION_SEED = 0x6e6f697365L;

  @Override
  public LossGradient evaluate(Step step) {
    SplittableRandom random = step.noise().random();
    FoldedParameters network = step.network();
    WeightNoise drawn = noise.draw(random.nextDouble(), step.progress());
    boolean masksFirst = masksFirstLayer(network, drawn);
    MomentNetwork shared = network(network, drawn);
    ParameterViews byMeans = network.zeros();
    ParameterViews bySpreads = network.zeros();
    NDArray squaredError = network.manager().zeros(new Shape(1));
    for (Tile tile : step.batch().tiles()) {
      for (int pair = 0; pair < Math.max(1, pairs); pair++) {
        if (masksFirst) {
          FirstLayerMask mask =
              FirstLayerMask.draw(network.manager(), random, network.architecture(), drawn.mask());
          ParameterViews byMaskedMeans = mask.apart(byMeans);
          ParameterViews byMaskedSpreads = mask.apart(bySpreads);
          add(step, shared.withMask(mask), tile, byMaskedMeans, byMaskedSpreads, squaredError);
          mask.pullBack(byMaskedMeans, byMeans);
          mask.pullBack(byMaskedSpreads, bySpreads);
        } else {
          add(step, shared, tile, byMeans, bySpreads, squaredError);
        }
      }
    }
    double loss = squaredError.toFloatArray()[0] / passes() / (double) step.batch().points();
    return new LossGradient(loss, loss, shared.unfold(byMeans, bySpreads));
  }

  private int passes() {
    return Math.max(1, 2 * pairs);
  }

  /** Adds the gradient and squared error of one draw, or of one with both signs. */
  private void add(
      Step step,
      MomentNetwork moments,
      Tile tile,
      ParameterViews byMeans,
      ParameterViews bySpreads,
      NDArray squaredError) {
    long seed = step.noise().random().nextLong();
    for (int sign = 0; sign < (pairs == 0 ? 1 : 2); sign++) {
      try (LocalReparameterizationPass pass =
          new LocalReparameterizationPass(
              moments,
              step.noise(),
              new SplittableRandom(seed),
              sign == 1,
              tile,
              step.batch().points() * passes())) {
        squaredError.addi(pass.squaredError());
        pass.addGradientTo(byMeans, bySpreads);
      }
    }
  }

  /** Returns the expected loss on a batch, from draws that are always the same. */
  static double expectedError(
      FoldedParameters network, Batch batch, NoiseSource source, WeightNoise noise) {
    SplittableRandom random = new SplittableRandom(EVALUATION_SEED);
    boolean masksFirst = masksFirstLayer(network, noise);
    MomentNetwork shared = network(network, noise);
    double sum = 0;
    for (Tile tile : batch.tiles()) {
      MomentNetwork moments =
          masksFirst
              ? shared.withMask(
                  FirstLayerMask.draw(
                      network.manager(), random, network.architecture(), noise.mask()))
              : shared;
      try (LocalReparameterizationPass pass =
          new LocalReparameterizationPass(
              moments, source, random.split(), false, tile, batch.points())) {
        sum += pass.squaredError().toFloatArray()[0];
      }
    }
    return sum / batch.points();
  }

  private static boolean masksFirstLayer(FoldedParameters network, WeightNoise drawn) {
    return drawn.mask() > 0 && network.space().isSent(0);
  }

  /** The network under noise, but for the masks of a first layer that is sent. */
  private static MomentNetwork network(FoldedParameters network, WeightNoise drawn) {
    return masksFirstLayer(network, drawn)
        ? new MomentNetwork(network, drawn, new WeightNoise(drawn.sigma(), drawn.relative(), 0))
        : new MomentNetwork(network, drawn);
  }
}
