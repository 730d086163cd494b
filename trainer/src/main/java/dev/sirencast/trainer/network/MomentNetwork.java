package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.engine.LayerNoise;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose folded parameters are random, made once a step: its means, and the {@link
 * LayerSpread} of every layer.
 */
public final class MomentNetwork {
  private final FoldedParameters network;
  private final List<LayerSpread> spreads;
  private final ParameterViews means;
  private final ParameterViews scaledSquares;

  /**
   * Folds the noise into each layer.
   *
   * @param weightNoise what hits the weights
   */
  public MomentNetwork(FoldedParameters network, WeightNoise weightNoise) {
    this(network, weightNoise, weightNoise);
  }

  /**
   * @param firstNoise the noise of the first layer, where that differs from the others'
   */
  public MomentNetwork(FoldedParameters network, WeightNoise weightNoise, WeightNoise firstNoise) {
    this.network = network;
    this.spreads = new ArrayList<>();
    SirenArchitecture architecture = network.architecture();
    NDArray weights = network.weights().flat();
    boolean masks = weightNoise.mask() > 0;
    means = masks ? copy(weights.duplicate()) : network.weights();
    scaledSquares = copy(weights.square());
    for (int layer = 0; layer < architecture.layers(); layer++) {
      LayerNoise noise =
          LayerNoise.of(network.space(), layer == 0 ? firstNoise : weightNoise, layer);
      if (masks) {
        means.weight(layer).muli((float) noise.weightKeepProbability());
        means.bias(layer).muli((float) noise.biasKeepProbability());
      }
      spreads.add(
          LayerSpread.ofSquares(noise, scaledSquares.weight(layer), scaledSquares.bias(layer)));
    }
  }

  private MomentNetwork(MomentNetwork other, ParameterViews means, LayerSpread first) {
    this.network = other.network;
    this.scaledSquares = other.scaledSquares;
    this.means = means;
    this.spreads = new ArrayList<>(other.spreads);
    spreads.set(0, first);
  }

  private ParameterViews copy(NDArray flat) {
    flat.attach(network.manager());
    return ParameterViews.of(network.architecture(), flat);
  }

  /**
   * Returns this network with some of the first layer's parameters set to zero. That layer must
   * have no masks in its own noise.
   */
  public MomentNetwork withMask(FirstLayerMask mask) {
    return new MomentNetwork(this, mask.apply(means), spreads.get(0).withMask(mask));
  }

  FoldedParameters network() {
    return network;
  }

  /** The means of the folded parameters. */
  ParameterViews means() {
    return means;
  }

  /** The randomness of a layer's parameters. */
  LayerSpread spread(int layer) {
    return spreads.get(layer);
  }

  /** Returns the mean of a layer's pre-activations, in an array of scope. */
  NDArray mean(NDManager scope, int layer, NDArray input) {
    NDArray z = Linear.linear(input, means.weight(layer), means.bias(layer)).singletonOrThrow();
    z.attach(scope);
    return z;
  }

  /**
   * Turns the gradients by means and by spreads, in place, into the one by the unfolded parameters.
   */
  public NDArray unfold(ParameterViews byMeans, ParameterViews bySpreads) {
    for (int layer = 0; layer < spreads.size(); layer++) {
      LayerNoise noise = spreads.get(layer).noise();
      if (noise.weightKeepProbability() < 1 || noise.biasKeepProbability() < 1) {
        byMeans.weight(layer).muli((float) noise.weightKeepProbability());
        byMeans.bias(layer).muli((float) noise.biasKeepProbability());
      }
      bySpreads.weight(layer).muli((float) spreads.get(layer).slope());
      bySpreads.bias(layer).muli((float) noise.biasMultiplicative());
    }
    byMeans.flat().subi(bySpreads.flat().muli(network.weights().flat()));
    return network.unfold(byMeans);
  }
}
