package dev.sirencast.encoder.rounding.layerwise;

/**
 * The change of the layers that are still free for which the linearised outputs come nearest to the
 * targets: a few conjugate gradients, preconditioned by the layers' factors.
 */
final class GaussNewtonStep {
  private static final int ITERATIONS = 5;

  private final SampledNetwork network;
  private final Preconditioner preconditioner;
  private final int from;
  private final boolean[][] free;

  /**
   * @param from the first layer that is free
   * @param free by layer and column, whether the column may change
   */
  GaussNewtonStep(
      SampledNetwork network, Preconditioner preconditioner, int from, boolean[][] free) {
    this.network = network;
    this.preconditioner = preconditioner;
    this.from = from;
    this.free = free;
  }

  /** Returns the change; nothing for the layers before the first free one. */
  float[][] solve() {
    float[][] r = zeros();
    for (int tile = 0; tile < network.tiles().size(); tile++) {
      addTransposed(network.tiles().get(tile), network.residual(tile), r);
    }
    LayerMatrices.scale(r, 1.0 / network.points());
    float[][] x = zeros();
    float[][] z = precondition(r);
    float[][] p = LayerMatrices.copy(z);
    double rz = LayerMatrices.dot(r, z);
    for (int k = 0; k < ITERATIONS && rz > 0; k++) {
      float[][] curved = curvature(p);
      double alpha = rz / LayerMatrices.dot(p, curved);
      if (!Double.isFinite(alpha)) {
        break;
      }
      LayerMatrices.add(x, alpha, p);
      LayerMatrices.add(r, -alpha, curved);
      z = precondition(r);
      double next = LayerMatrices.dot(r, z);
      LayerMatrices.scale(p, next / rz);
      LayerMatrices.add(p, 1, z);
      rz = next;
    }
    return x;
  }

  /** The Gauss-Newton matrix times a change of the layers. */
  private float[][] curvature(float[][] change) {
    float[][] sum = zeros();
    for (LinearizedNetwork tile : network.tiles()) {
      addTransposed(tile, tile.forward(change, from), sum);
    }
    LayerMatrices.scale(sum, 1.0 / network.points());
    return sum;
  }

  private void addTransposed(LinearizedNetwork tile, float[][] outputs, float[][] sum) {
    tile.backward(
        outputs,
        from,
        (layer, delta) ->
            PointTile.outer(delta, tile.inputTransposed(layer), free[layer].length, sum[layer]));
    mask(sum);
  }

  private void mask(float[][] change) {
    for (int layer = from; layer < free.length; layer++) {
      int columns = free[layer].length;
      for (int i = 0; i < change[layer].length; i++) {
        if (!free[layer][i % columns]) {
          change[layer][i] = 0;
        }
      }
    }
  }

  private float[][] precondition(float[][] r) {
    float[][] z = zeros();
    for (int layer = from; layer < z.length; layer++) {
      z[layer] = preconditioner.apply(layer, r[layer]);
    }
    mask(z);
    return z;
  }

  private float[][] zeros() {
    float[][] zeros = new float[free.length][];
    for (int layer = 0; layer < zeros.length; layer++) {
      int rows = network.architecture().rows(layer);
      zeros[layer] = new float[layer < from ? 0 : rows * free[layer].length];
    }
    return zeros;
  }
}
