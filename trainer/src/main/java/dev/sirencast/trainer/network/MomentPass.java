package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * One tile's way through a network whose weights are random: mean and variance of every activation
 * from those of the layer before, and the gradient of the expected loss back through them.
 *
 * <p>With z and s^2 the mean and variance of a layer's pre-activation and {@code t = -s^2 / 2} of
 * {@link LayerSpread}, one row per point:
 *
 * <pre>
 *   D   = exp(t), C = D cos z, M = D^2 - 1
 *   m'  = D sin z                  mean of the sine of a Gaussian
 *   v'  = M (M / 2 - C^2)          its variance
 *   L   = 1/N sum |z - t|^2 + s^2  at the last layer: the expected squared error
 * </pre>
 *
 * The sum of many weights' noise is nearly Gaussian, so the moments of the sine are those of its
 * closed form. Unlike a loss with noise drawn in every step this one has no variance but that of
 * the batch. The derivatives of the lines above are, with dm = dL/dm' and dv = 2 dL/dv',
 *
 * <pre>
 *   dL/dz = C (dm + M m' dv)
 *   dL/dt = m' dm - dv (C^2 - M - 2 v')
 * </pre>
 *
 * <p>M has the error of a float near 1. Where that shows, s is so small that nothing else does.
 */
public final class MomentPass implements AutoCloseable {
  private final MomentNetwork moments;
  private final NDManager scope;
  private final int first;
  private final int layers;
  private final float perPoint;

  /** Mean and variance of each layer's inputs; no variance where nothing is random yet. */
  private final NDArray[] means;

  private final @Nullable NDArray[] variances;

  /** u of each layer, null where it is 0. */
  private final @Nullable NDArray[] spreadInputs;

  /** C of each sine layer; cos z where its pre-activation is not random. */
  private final NDArray[] cosines;

  /** C^2 and M of each sine layer, null where its pre-activation is not random. */
  private final @Nullable NDArray[] cosineSquares;

  private final @Nullable NDArray[] losses;
  private final NDArray residual;
  private final NDArray squaredError;
  private final boolean random;

  /**
   * @param batchPoints the number of points N over which the loss is a mean
   */
  public MomentPass(MomentNetwork moments, Tile tile, int batchPoints) {
    this(moments, 0, tile.coordinates(), tile.targets(), batchPoints);
  }

  /**
   * @param first the layer to begin with
   * @param inputs that layer's inputs, which are known: points x columns
   * @param targets points x outputs
   * @param batchPoints the number of points N over which the loss is a mean
   */
  public MomentPass(
      MomentNetwork moments, int first, NDArray inputs, NDArray targets, int batchPoints) {
    this.first = first;
    this.moments = moments;
    this.scope = moments.network().manager().newSubManager();
    this.layers = moments.network().architecture().layers();
    this.perPoint = 1f / batchPoints;
    means = new NDArray[layers];
    variances = new NDArray[layers];
    spreadInputs = new NDArray[layers];
    cosines = new NDArray[layers];
    cosineSquares = new NDArray[layers];
    losses = new NDArray[layers];
    means[first] = inputs;
    for (int layer = first; layer < layers - 1; layer++) {
      activate(layer);
    }
    residual = moments.mean(scope, layers - 1, means[layers - 1]).subi(targets);
    NDArray spread = spread(layers - 1);
    random = spread != null;
    try (NDArray squares = residual.square()) {
      squaredError = squares.sum();
    }
    if (spread != null) {
      // A column stands for every output.
      long copies = residual.getShape().get(1) / spread.getShape().get(1);
      squaredError.addi(spread.sum().muli(-2f * copies));
    }
  }

  /** t of a layer, null if it is 0. */
  private @Nullable NDArray spread(int layer) {
    NDArray variance = variances[layer];
    LayerSpread spread = moments.spread(layer);
    if (variance == null && spread.noise().isNone()) {
      return null;
    }
    spreadInputs[layer] = spread.inputs(scope, means[layer], variance);
    return spread.of(scope, means[layer], variance, spreadInputs[layer]);
  }

  private void activate(int layer) {
    try (NDArray z = moments.mean(scope, layer, means[layer])) {
      means[layer + 1] = z.sin();
      cosines[layer] = z.cos();
    }
    NDArray spread = spread(layer);
    if (spread == null) {
      return;
    }
    NDArray damping = spread.exp();
    spread.close();
    means[layer + 1].muli(damping);
    cosines[layer].muli(damping);
    cosineSquares[layer] = cosines[layer].square();
    losses[layer] = damping.muli(damping).subi(1f);
    try (NDArray half = losses[layer].mul(0.5f)) {
      variances[layer + 1] = half.sub(cosineSquares[layer]).muli(losses[layer]);
    }
  }

  /** The sum of the expected {@code |y - t|^2} over this tile's points, a scalar. */
  public NDArray squaredError() {
    return squaredError;
  }

  /**
   * Adds this tile's part of the gradients by the means and by the spreads of the parameters, and
   * returns the one by the first layer's inputs, or null where that layer is layer 0. It uses up
   * what the pass kept.
   */
  public @Nullable NDArray addGradientTo(ParameterViews byMeans, ParameterViews bySpreads) {
    NDArray byMean = residual.muli(2 * perPoint);
    NDArray bySpread = random ? scope.full(residual.getShape(), -2 * perPoint) : null;
    for (int layer = layers - 1; layer >= first; layer--) {
      TilePass.addLayerGradient(byMeans, layer, byMean, means[layer]);
      TilePass.addColumnSums(byMeans, layer, byMean);
      if (bySpread != null) {
        moments.spread(layer).addGradientTo(scope, bySpreads, layer, spreadInputs[layer], bySpread);
      }
      if (layer == 0) {
        return null;
      }
      NDArray below = own(byMean.matMul(moments.means().weight(layer)));
      byMean.close();
      NDArray byVariance = bySpread == null ? null : backward(layer, bySpread, below);
      byMean = below;
      if (layer > first) {
        bySpread = throughSine(layer - 1, byMean, byVariance);
      }
    }
    return byMean;
  }

  private @Nullable NDArray backward(int layer, NDArray bySpread, NDArray below) {
    NDArray byVariance =
        moments
            .spread(layer)
            .backward(scope, means[layer], variances[layer], spreadInputs[layer], bySpread, below);
    bySpread.close();
    return byVariance;
  }

  /** Turns dm into dL/dz, in place, and returns dL/dt; null where t is 0. */
  private @Nullable NDArray throughSine(int layer, NDArray dm, @Nullable NDArray dv) {
    NDArray loss = losses[layer];
    if (loss == null) {
      dm.muli(cosines[layer]);
      return null;
    }
    NDArray mean = means[layer + 1];
    NDArray variance = variances[layer + 1];
    NDArray bySpread = own(mean.mul(dm));
    NDArray slope = cosineSquares[layer].subi(loss).subi(variance).subi(variance);
    bySpread.subi(slope.muli(dv));
    dm.addi(dv.muli(mean).muli(loss)).muli(cosines[layer]);
    return bySpread;
  }

  /** A result belongs to its left operand's manager, which may outlive this pass. */
  private NDArray own(NDArray result) {
    result.attach(scope);
    return result;
  }

  /** Frees everything that the pass made. */
  @Override
  public void close() {
    scope.close();
  }
}
