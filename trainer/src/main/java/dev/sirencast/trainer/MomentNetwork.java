package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import dev.sirencast.siren.WeightNoise;
import java.util.ArrayList;
import java.util.List;

/**
 * The means and squares of a network's folded parameters under noise: what {@link MomentPass} needs
 * of the network, made once a step.
 */
final class MomentNetwork {
  private final FoldedNetwork network;
  private final List<LayerNoise> noise = new ArrayList<>();
  private final NDArray keep;
  private final ParameterViews means;
  private final ParameterViews squares;

  MomentNetwork(FoldedNetwork network, WeightNoise weightNoise) {
    this(network, weightNoise, weightNoise);
  }

  /**
   * @param firstNoise the noise of the first layer, where that differs from the others'
   */
  MomentNetwork(FoldedNetwork network, WeightNoise weightNoise, WeightNoise firstNoise) {
    this.network = network;
    for (int layer = 0; layer < network.architecture().layers(); layer++) {
      noise.add(LayerNoise.of(network.space(), layer == 0 ? firstNoise : weightNoise, layer));
    }
    NDArray weights = network.weights().flat();
    if (weightNoise.mask() == 0) {
      keep = null;
      means = network.weights();
    } else {
      keep =
          network
              .manager()
              .create(
                  network
                      .space()
                      .perTensor(
                          tensor ->
                              tensor % 2 == 0
                                  ? noise.get(tensor / 2).weightKeep()
                                  : noise.get(tensor / 2).biasKeep()));
      means = ParameterViews.of(network.architecture(), weights.mul(keep));
    }
    squares = ParameterViews.of(network.architecture(), weights.square());
  }

  FoldedNetwork network() {
    return network;
  }

  LayerNoise noise(int layer) {
    return noise.get(layer);
  }

  /** The means of the folded parameters. */
  ParameterViews means() {
    return means;
  }

  /** The squares of the folded parameters. */
  ParameterViews squares() {
    return squares;
  }

  /**
   * Turns the gradients by means and by squares, in place, into the one by the unfolded parameters.
   */
  NDArray unfold(ParameterViews byMeans, ParameterViews bySquares) {
    NDArray gradient = byMeans.flat();
    if (keep != null) {
      gradient.muli(keep);
    }
    gradient.addi(bySquares.flat().muli(network.weights().flat()).muli(2f));
    return network.unfold(byMeans);
  }

  /** Returns the mean of a layer's pre-activations for known inputs, in an array of scope. */
  NDArray mean(NDManager scope, int layer, NDArray input) {
    NDArray z = Linear.linear(input, means.weight(layer), means.bias(layer)).singletonOrThrow();
    z.attach(scope);
    return z;
  }
}
