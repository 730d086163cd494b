package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One tile's way through a network and back, with Gaussian noise of every weight's own moved into
 * the pre-activations (Kingma, Salimans and Welling, "Variational Dropout and the Local
 * Reparameterization Trick", 2015).
 *
 * <p>For one point the noise of a layer's weights adds a normal deviate e of variance {@code s^2 =
 * -2 t}, with t of {@link LayerSpread} for inputs that are known, to each pre-activation. Drawn for
 * every point anew, it has the same mean loss as noise drawn for the weights once, and a gradient
 * of far less variance. With {@code Z = H W^T + b + s e} and D as in {@link TilePass}, {@code dL/dt
 * = -D * e / s}.
 *
 * <p>Noise in proportion to the weights, as masks are, would take a matrix product more to tell
 * each point's s of each neuron. It differs little from point to point, being a sum over all the
 * layer's inputs, so that s of all layers but the first comes of the mean of the squared inputs
 * over the tile: a vector's product.
 *
 * <p>Nothing is drawn for the last two layers. Given the inputs of the last sine layer its neurons'
 * noises are independent, so that {@link MomentPass} gives the expected loss exactly, and with it a
 * gradient of less variance still.
 */
public final class LocalReparameterizationPass implements AutoCloseable {
  /** Keeps a root's derivative finite where all inputs of a layer are 0. */
  private static final float MIN_VARIANCE = 1e-24f;

  private final MomentNetwork moments;
  private final NoiseSource source;
  private final SplittableRandom random;
  private final boolean mirrored;
  private final NDManager scope;
  private final int drawn;
  private final NDArray[] inputs;
  private final NDArray[] cosines;

  /** u of {@link LayerSpread}, s and e of each layer, null where they are 0. */
  private final @Nullable NDArray[] spreadInputs;

  private final @Nullable NDArray[] deviations;
  private final @Nullable NDArray[] draws;
  private final MomentPass tail;

  /**
   * @param moments the network and its noise
   * @param random chooses the deviates
   * @param mirrored whether every deviate is taken with its sign turned
   * @param batchPoints the number of points N over which the loss is a mean
   */
  public LocalReparameterizationPass(
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
    spreadInputs = new NDArray[drawn];
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
    LayerSpread spread = moments.spread(layer);
    if (spread.noise().isNone()) {
      return z;
    }
    spreadInputs[layer] = spreadInputs(layer, spread);
    NDArray t = spread.of(scope, inputs[layer], null, spreadInputs[layer]);
    deviations[layer] = t.muli(-2f).addi(MIN_VARIANCE).sqrt();
    t.close();
    draws[layer] = source.deviates(scope, random, (int) z.size()).reshape(z.getShape());
    try (NDArray added = own(draws[layer].mul(deviations[layer]))) {
      return mirrored ? z.subi(added) : z.addi(added);
    }
  }

  private @Nullable NDArray spreadInputs(int layer, LayerSpread spread) {
    NDArray own = spread.inputs(scope, inputs[layer], null);
    if (own == null || layer == 0) {
      return own;
    }
    NDArray pooled = own(own.mean(new int[] {0}, true));
    own.close();
    return pooled;
  }

  /** The sum of the expected {@code |y - t|^2} over this tile's points, given what was drawn. */
  public NDArray squaredError() {
    return tail.squaredError();
  }

  /**
   * Adds this tile's part of the gradients by the means and by the spreads of the parameters. It
   * uses up what the pass kept.
   */
  public void addGradientTo(ParameterViews byMeans, ParameterViews bySpreads) {
    NDArray below = tail.addGradientTo(byMeans, bySpreads);
    for (int layer = drawn - 1; layer >= 0; layer--) {
      NDArray delta = below.muli(cosines[layer]);
      TilePass.addLayerGradient(byMeans, layer, delta, inputs[layer]);
      TilePass.addColumnSums(byMeans, layer, delta);
      LayerSpread spread = moments.spread(layer);
      NDArray bySpread = spread.noise().isNone() ? null : bySpread(layer, delta);
      if (bySpread != null) {
        spread.addGradientTo(scope, bySpreads, layer, spreadInputs[layer], bySpread);
      }
      if (layer > 0) {
        below = own(delta.matMul(moments.means().weight(layer)));
        if (bySpread != null) {
          spread.backward(scope, inputs[layer], null, spreadInputs[layer], bySpread, below);
          bySpread.close();
        }
        delta.close();
      }
    }
  }

  /** dL/dt: {@code -D * e / s}; its sums over all neurons or points that have the same s. */
  private NDArray bySpread(int layer, NDArray delta) {
    NDArray sums = own(delta.mul(draws[layer]));
    for (int axis = 0; axis < 2; axis++) {
      if (deviations[layer].getShape().get(axis) < sums.getShape().get(axis)) {
        sums = own(sums.sum(new int[] {axis}, true));
      }
    }
    return sums.divi(deviations[layer]).muli(mirrored ? 1f : -1f);
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
