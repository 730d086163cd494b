package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;

/**
 * One tile's way through a network and back, with Gaussian noise of every weight's own moved into
 * the pre-activations (Kingma, Salimans and Welling, "Variational Dropout and the Local
 * Reparameterization Trick", 2015).
 *
 * <p>For one point the noise of a layer's weights adds a normal deviate of variance {@code s^2 = a
 * (|h|^2 + 1) + r (h^2 (W^2)^T + b^2)} to each pre-activation, with a and r of the {@link
 * LayerNoise}. Drawn for every point anew, it has the same mean loss as noise drawn for the weights
 * once, and a gradient of far less variance. With {@code Z = H W^T + b + s e}, D and G as in {@link
 * TilePass}, and c the row sums of {@code D * e / s}:
 *
 * <pre>
 *   G_below = D W + a c H + r H * ((D * e / s) W^2)
 *   dL/dW   = D^T H + r W * ((D * e / s)^T H^2)     dL/db = sums of D + r b * sums of D * e / s
 * </pre>
 *
 * <p>Nothing is drawn for the last two layers. Given the inputs of the last sine layer its neurons'
 * noises are independent, so that {@link MomentPass} gives the expected loss exactly, and with it a
 * gradient of less variance still.
 */
final class LocalNoisePass implements AutoCloseable {
  /** Keeps a root's derivative finite where all inputs of a layer are 0. */
  private static final float LEAST_VARIANCE = 1e-24f;

  private final MomentNetwork moments;
  private final NoiseSource source;
  private final SplittableRandom random;
  private final boolean mirrored;
  private final NDManager scope;
  private final int drawn;
  private final NDArray[] inputs;
  private final NDArray[] cosines;
  private final NDArray[] deviations;
  private final NDArray[] draws;
  private final MomentPass tail;

  /**
   * @param moments the network and its noise
   * @param random chooses the deviates
   * @param mirrored whether every deviate is taken with its sign turned
   * @param batchPoints the number of points N over which the loss is a mean
   */
  LocalNoisePass(
      MomentNetwork moments,
      NoiseSource source,
      SplittableRandom random,
      boolean mirrored,
      Tile tile,
      int batchPoints) {
    this.moments = moments;
    this.source = source;
    this.random = random;
    this.mirrored = mirrored;
    this.scope = moments.network().manager().newSubManager();
    this.drawn = moments.network().architecture().layers() - 2;
    inputs = new NDArray[drawn + 1];
    cosines = new NDArray[drawn];
    deviations = new NDArray[drawn];
    draws = new NDArray[drawn];
    inputs[0] = tile.coordinates();
    for (int layer = 0; layer < drawn; layer++) {
      try (NDArray z = preActivation(layer)) {
        inputs[layer + 1] = z.sin();
        cosines[layer] = z.cos();
      }
    }
    tail = new MomentPass(moments, drawn, inputs[drawn], tile.targets(), batchPoints);
  }

  private NDArray preActivation(int layer) {
    NDArray z = moments.mean(scope, layer, inputs[layer]);
    if (moments.noise(layer).isNone()) {
      return z;
    }
    deviations[layer] = variance(layer).addi(LEAST_VARIANCE).sqrt();
    draws[layer] = source.deviates(random, (int) z.size()).reshape(z.getShape());
    try (NDArray added = draws[layer].mul(deviations[layer])) {
      return mirrored ? z.subi(added) : z.addi(added);
    }
  }

  /** s^2: a column where all neurons have the same, and otherwise points x rows. */
  private NDArray variance(int layer) {
    LayerNoise noise = moments.noise(layer);
    try (NDArray squares = inputs[layer].square()) {
      NDArray additive =
          own(squares.sum(new int[] {1}, true))
              .muli((float) noise.weightAdditive())
              .addi((float) noise.biasAdditive());
      if (noise.weightShare() + noise.biasShare() == 0) {
        return additive;
      }
      NDArray shares = own(squares.matMul(own(moments.squares().weight(layer).transpose())));
      try (NDArray bias = moments.squares().bias(layer).mul((float) noise.biasShare())) {
        return shares.muli((float) noise.weightShare()).addi(bias).addi(additive);
      }
    }
  }

  /** The sum of the expected {@code |y - t|^2} over this tile's points, given what was drawn. */
  double squaredError() {
    return tail.squaredError();
  }

  /** Adds this tile's part of the gradients by the means and by the squares of the parameters. */
  void addGradientTo(ParameterViews byMeans, ParameterViews bySquares) {
    NDArray below = tail.addGradientTo(byMeans, bySquares);
    for (int layer = drawn - 1; layer >= 0; layer--) {
      NDArray delta = below.muli(cosines[layer]);
      TilePass.addLayerGradient(byMeans, layer, delta, inputs[layer]);
      TilePass.addColumnSums(byMeans, layer, delta);
      LayerNoise noise = moments.noise(layer);
      NDArray byVariance = noise.isNone() ? null : byVariance(layer, delta);
      if (noise.weightShare() + noise.biasShare() > 0) {
        addShares(layer, noise, byVariance, bySquares);
      }
      if (layer > 0) {
        below = own(delta.matMul(moments.means().weight(layer)));
        if (byVariance != null) {
          addThroughVariance(layer, noise, byVariance, below);
        }
      }
    }
  }

  /** dL/ds^2: {@code D * e / (2 s)}; its row sums where all neurons have the same s. */
  private NDArray byVariance(int layer, NDArray delta) {
    NDArray product = own(delta.mul(draws[layer]));
    NDArray sums =
        deviations[layer].getShape().get(1) == 1 ? own(product.sum(new int[] {1}, true)) : product;
    return sums.divi(deviations[layer]).muli(mirrored ? -0.5f : 0.5f);
  }

  private void addShares(
      int layer, LayerNoise noise, NDArray byVariance, ParameterViews bySquares) {
    try (NDArray squares = inputs[layer].square()) {
      TilePass.addLayerGradient(
          bySquares, layer, byVariance, squares.muli((float) noise.weightShare()));
    }
    try (NDArray columns = byVariance.sum(new int[] {0})) {
      bySquares.bias(layer).addi(columns.muli((float) noise.biasShare()));
    }
  }

  private void addThroughVariance(int layer, LayerNoise noise, NDArray byVariance, NDArray below) {
    NDArray factor =
        own(byVariance.sum(new int[] {1}, true)).muli((float) (2 * noise.weightAdditive()));
    if (noise.weightShare() > 0) {
      NDArray shares = own(byVariance.matMul(moments.squares().weight(layer)));
      factor = shares.muli((float) (2 * noise.weightShare())).addi(factor);
    }
    try (NDArray through = inputs[layer].mul(factor)) {
      below.addi(through);
    }
  }

  /** A result belongs to its left operand's manager, which may outlive this pass. */
  private NDArray own(NDArray result) {
    result.attach(scope);
    return result;
  }

  /** Frees everything that the pass made. */
  @Override
  public void close() {
    tail.close();
    scope.close();
  }
}
