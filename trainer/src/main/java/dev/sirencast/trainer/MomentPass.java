package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.jspecify.annotations.Nullable;

/**
 * One tile's way through a network whose weights are random: mean and variance of every activation
 * from those of the layer before, and the gradient of the expected loss back through them.
 *
 * <p>With m and v the mean and variance of a layer's inputs, q = v + m^2, k, a and r the {@link
 * LayerNoise}'s mean, additive variance and share (of W here; of b alike), one row per point:
 *
 * <pre>
 *   z   = m (k W)^T + k b                     mean of the pre-activation
 *   u   = r q + k^2 v
 *   s^2 = a (sum_i q_i + 1) + u (W^2)^T + r b^2     its variance, inputs taken as independent
 *   E   = 1 - exp(-s^2), D = exp(-s^2 / 2)
 *   m'  = D sin z                             mean of the sine of a Gaussian
 *   v'  = E (cos^2 z + E (sin^2 z - 1/2))     its variance
 *   L   = 1/N sum |z - t|^2 + s^2             at the last layer: the expected squared error
 * </pre>
 *
 * The sum of many weights' noise is nearly Gaussian, so the moments of the sine are those of its
 * closed form. Unlike a loss with noise drawn in every step this one has no variance but that of
 * the batch. The derivatives are those of the lines above:
 *
 * <pre>
 *   dL/dz   = cos z D (dm - 2 E m' dv)         with dm = dL/dm', dv = dL/dv'
 *   dL/ds^2 = -m' dm / 2 + dv (1 - E) (cos^2 z - E (1 - 2 sin^2 z))
 *   dL/dm   = dL/dz (k W) + 2 m (a sum_j dL/ds_j^2 + r (dL/ds^2 W^2))
 *   dL/dv   = a sum_j dL/ds_j^2 + (r + k^2) (dL/ds^2 W^2)
 *   dL/d(kW) = (dL/dz)^T m,   dL/d(W^2) = (dL/ds^2)^T u,   dL/d(b^2) = r sum dL/ds^2
 * </pre>
 */
final class MomentPass implements AutoCloseable {
  private final MomentNetwork moments;
  private final NDManager scope;
  private final int first;
  private final int layers;
  private final int points;
  private final float perPoint;

  /** Mean and variance of each layer's inputs; no variance where nothing is random yet. */
  private final NDArray[] means;

  private final NDArray[] variances;

  /** u of each layer, null where it is 0. */
  private final NDArray[] spreads;

  private final NDArray[] cosines;
  private final NDArray[] sines;
  private final NDArray[] damping;

  /** E of each sine layer, null where its pre-activation is not random. */
  private final NDArray[] losses;

  private final NDArray residual;
  private final double squaredError;
  private final boolean random;

  /**
   * @param batchPoints the number of points N over which the loss is a mean
   */
  MomentPass(MomentNetwork moments, Tile tile, int batchPoints) {
    this(moments, 0, tile.coordinates(), tile.targets(), batchPoints);
  }

  /**
   * @param first the layer to begin with
   * @param inputs that layer's inputs, which are known: points x columns
   * @param targets points x outputs
   * @param batchPoints the number of points N over which the loss is a mean
   */
  MomentPass(MomentNetwork moments, int first, NDArray inputs, NDArray targets, int batchPoints) {
    this.first = first;
    this.moments = moments;
    this.scope = moments.network().manager().newSubManager();
    this.layers = moments.network().architecture().layers();
    this.points = (int) inputs.getShape().get(0);
    this.perPoint = 1f / batchPoints;
    means = new NDArray[layers];
    variances = new NDArray[layers];
    spreads = new NDArray[layers];
    cosines = new NDArray[layers];
    sines = new NDArray[layers];
    damping = new NDArray[layers];
    losses = new NDArray[layers];
    means[first] = inputs;
    for (int layer = first; layer < layers - 1; layer++) {
      activate(layer);
    }
    residual = mean(layers - 1).subi(targets);
    NDArray variance = variance(layers - 1);
    random = variance != null;
    try (NDArray squares = residual.square()) {
      squaredError =
          squares.sum().toFloatArray()[0] + (random ? variance.sum().toFloatArray()[0] : 0);
    }
  }

  private Shape outputs() {
    return new Shape(points, moments.network().architecture().outputs());
  }

  /** z of a layer. */
  private NDArray mean(int layer) {
    return moments.mean(scope, layer, means[layer]);
  }

  /** s^2 of a layer, null if it is 0. */
  private NDArray variance(int layer) {
    LayerNoise noise = moments.noise(layer);
    NDArray v = variances[layer];
    if (noise.isNone() && v == null) {
      return null;
    }
    NDArray q = own(means[layer].square());
    if (v != null) {
      q.addi(v);
    }
    spreads[layer] = spread(noise, q, v);
    NDArray own =
        q.sum(new int[] {1}, true)
            .muli((float) noise.weightAdditive())
            .addi((float) noise.biasAdditive());
    q.close();
    if (noise.biasShare() > 0) {
      own = own.add(own(moments.squares().bias(layer).mul((float) noise.biasShare())));
    }
    if (spreads[layer] == null) {
      // The same for all neurons: a column is enough, but where it is summed.
      return layer == layers - 1 ? own.broadcast(outputs()) : own;
    }
    NDArray through =
        Linear.linear(spreads[layer], moments.squares().weight(layer)).singletonOrThrow();
    through.attach(scope);
    return through.addi(own);
  }

  private NDArray spread(LayerNoise noise, NDArray q, NDArray v) {
    double kept = noise.weightKeep() * noise.weightKeep();
    if (noise.weightShare() == 0) {
      return v == null || kept == 1 ? v : own(v.mul((float) kept));
    }
    NDArray spread = own(q.mul((float) noise.weightShare()));
    if (v != null) {
      try (NDArray carried = v.mul((float) kept)) {
        spread.addi(carried);
      }
    }
    return spread;
  }

  private void activate(int layer) {
    NDArray z = mean(layer);
    NDArray variance = variance(layer);
    sines[layer] = z.sin();
    cosines[layer] = z.cos();
    z.close();
    if (variance == null) {
      means[layer + 1] = sines[layer];
      return;
    }
    // tanh keeps the digits of a small variance: E = 2 T / (1 + T) with T = tanh(s^2 / 2).
    NDArray tanh = variance.mul(0.5f).tanh();
    NDArray sum = tanh.add(1f);
    NDArray loss = tanh.muli(2f).divi(sum);
    losses[layer] = loss;
    sum.close();
    damping[layer] = loss.neg().addi(1f).sqrt();
    means[layer + 1] = damping[layer].mul(sines[layer]);
    try (NDArray cosineSquare = cosines[layer].square()) {
      NDArray v = sines[layer].square().subi(0.5f).muli(loss).addi(cosineSquare).muli(loss);
      variances[layer + 1] = v;
    }
  }

  /** The sum of the expected {@code |y - t|^2} over this tile's points. */
  double squaredError() {
    return squaredError;
  }

  /**
   * Adds this tile's part of the gradients by the means and by the squares of the parameters, and
   * returns the one by the first layer's inputs, or null where that layer is layer 0.
   */
  @Nullable NDArray addGradientTo(ParameterViews byMeans, ParameterViews bySquares) {
    int last = layers - 1;
    NDArray gz = residual.muli(2 * perPoint);
    NDArray gs = random ? scope.ones(outputs()).muli(perPoint) : null;
    for (int layer = last; layer >= first; layer--) {
      if (layer < last) {
        // gz and gs hold dL/dm' and dL/dv' of the layer's outputs here.
        NDArray[] through = throughSine(layer, gz, gs);
        gz = through[0];
        gs = through[1];
      }
      addLayer(layer, gz, gs, byMeans, bySquares);
      if (layer > 0) {
        NDArray[] inputs = throughLayer(layer, gz, gs);
        gz = inputs[0];
        gs = inputs[1];
      }
    }
    return first > 0 ? gz : null;
  }

  /** Turns dL/dm', dL/dv' of a sine layer's outputs into dL/dz, dL/ds^2. */
  private NDArray[] throughSine(int layer, NDArray dm, NDArray dv) {
    if (losses[layer] == null) {
      return new NDArray[] {dm.muli(cosines[layer]), null};
    }
    NDArray loss = losses[layer];
    NDArray mean = means[layer + 1];
    NDArray gs;
    try (NDArray cosineSquare = cosines[layer].square();
        NDArray byMean = dm.mul(mean)) {
      NDArray sineSquare = sines[layer].square();
      // cos^2 z - E (1 - 2 sin^2 z), then times 1 - E = D^2.
      gs = sineSquare.muli(2f).subi(1f).muli(loss).addi(cosineSquare);
      gs.muli(damping[layer]).muli(damping[layer]).muli(dv).subi(byMean.muli(0.5f));
    }
    NDArray gz = dm;
    try (NDArray fall = dv.mul(mean)) {
      gz.subi(fall.muli(loss).muli(2f)).muli(damping[layer]).muli(cosines[layer]);
    }
    return new NDArray[] {gz, gs};
  }

  private void addLayer(
      int layer, NDArray gz, NDArray gs, ParameterViews byMeans, ParameterViews bySquares) {
    TilePass.addLayerGradient(byMeans, layer, gz, means[layer]);
    TilePass.addColumnSums(byMeans, layer, gz);
    if (gs == null) {
      return;
    }
    if (spreads[layer] != null) {
      TilePass.addLayerGradient(bySquares, layer, gs, spreads[layer]);
    }
    double share = moments.noise(layer).biasShare();
    if (share > 0) {
      try (NDArray columns = gs.sum(new int[] {0})) {
        bySquares.bias(layer).addi(columns.muli((float) share));
      }
    }
  }

  /** Turns dL/dz, dL/ds^2 of a layer into dL/dm, dL/dv of its inputs; null where there is none. */
  private NDArray[] throughLayer(int layer, NDArray gz, NDArray gs) {
    NDArray dm = own(gz.matMul(moments.means().weight(layer)));
    if (gs == null) {
      return new NDArray[] {dm, null};
    }
    LayerNoise noise = moments.noise(layer);
    NDArray rows = own(gs.sum(new int[] {1}, true)).muli((float) noise.weightAdditive());
    if (spreads[layer] == null) {
      // Nothing random came in: only the layer's additive noise depends on m.
      try (NDArray own = means[layer].mul(rows)) {
        dm.addi(own.muli(2f));
      }
      return new NDArray[] {dm, null};
    }
    NDArray through = own(gs.matMul(moments.squares().weight(layer)));
    double share = noise.weightShare();
    NDArray factor;
    if (share == 0) {
      factor = rows;
    } else {
      factor = own(through.mul((float) share)).addi(rows);
    }
    try (NDArray own = means[layer].mul(factor)) {
      dm.addi(own.muli(2f));
    }
    NDArray dv =
        variances[layer] == null
            ? null
            : through.muli((float) (share + noise.weightKeep() * noise.weightKeep())).addi(rows);
    return new NDArray[] {dm, dv};
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
