package dev.sirencast.rounding.refit;

/**
 * Moves the layers that are still free so that the outputs come back to the float network's: a
 * damped Gauss-Newton step by conjugate gradients, preconditioned by the layers' factors.
 */
final class OutputRefit {
  private static final int ITERATIONS = 5;
  private static final int MAX_HALVINGS = 6;

  private final SampledNetwork network;
  private final int layers;
  private final int from;
  private final boolean[][] free;
  private final double[][][] a;
  private final double[][][] g;

  /**
   * @param statistics of layers {@code from} on, factored
   * @param free by layer and column, whether the column may change
   */
  private OutputRefit(
      SampledNetwork network, FactoredStatistics statistics, int from, boolean[][] free) {
    this.network = network;
    this.layers = network.architecture().layers();
    this.from = from;
    this.free = free;
    this.a = statistics.inputs();
    this.g = statistics.outputs();
  }

  /**
   * Moves layers {@code from} on, in place, as far as the error falls, and evaluates the network.
   */
  static void apply(
      SampledNetwork network,
      FactoredStatistics statistics,
      float[][] layers,
      int from,
      boolean[][] free) {
    double before = network.error();
    if (before == 0) {
      return;
    }
    float[][] change = new OutputRefit(network, statistics, from, free).solve();
    double step = 1;
    add(layers, step, change);
    network.evaluate(layers, from);
    for (int halving = 0; !(network.error() <= before); halving++) {
      step /= halving < MAX_HALVINGS ? 2 : 1;
      add(layers, -step, change);
      network.evaluate(layers, from);
      if (halving == MAX_HALVINGS) {
        return;
      }
    }
  }

  private float[][] solve() {
    float[][] r = zeros();
    for (int tile = 0; tile < network.tiles().size(); tile++) {
      addTransposed(network.tiles().get(tile), network.residual(tile), r);
    }
    scale(r, 1.0 / network.points());
    float[][] x = zeros();
    float[][] z = precondition(r);
    float[][] p = copy(z);
    double rz = dot(r, z);
    for (int k = 0; k < ITERATIONS && rz > 0; k++) {
      float[][] curved = curvature(p);
      double alpha = rz / dot(p, curved);
      if (!Double.isFinite(alpha)) {
        break;
      }
      add(x, alpha, p);
      add(r, -alpha, curved);
      z = precondition(r);
      double next = dot(r, z);
      scale(p, next / rz);
      add(p, 1, z);
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
    scale(sum, 1.0 / network.points());
    return sum;
  }

  private void addTransposed(LinearizedNetwork tile, float[][] outputs, float[][] sum) {
    tile.backward(
        outputs,
        from,
        (layer, delta) -> {
          PointTile.outer(delta, tile.inputTransposed(layer), a[layer].length, sum[layer]);
        });
    mask(sum);
  }

  private void mask(float[][] change) {
    for (int layer = from; layer < layers; layer++) {
      int columns = free[layer].length;
      for (int i = 0; i < change[layer].length; i++) {
        if (!free[layer][i % columns]) {
          change[layer][i] = 0;
        }
      }
    }
  }

  private float[][] precondition(float[][] r) {
    float[][] z = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      z[layer] = layer < from ? new float[0] : precondition(r[layer], a[layer], g[layer]);
    }
    mask(z);
    return z;
  }

  private static float[] precondition(float[] r, double[][] a, double[][] g) {
    int columns = a.length;
    int rows = g.length;
    double[][] work = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        work[i][j] = r[i * columns + j];
      }
      SymmetricMatrix.solve(a, work[i]);
    }
    float[] z = new float[r.length];
    double[] column = new double[rows];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        column[i] = work[i][j];
      }
      SymmetricMatrix.solve(g, column);
      for (int i = 0; i < rows; i++) {
        z[i * columns + j] = (float) column[i];
      }
    }
    return z;
  }

  private float[][] zeros() {
    float[][] zeros = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      zeros[layer] = new float[layer < from ? 0 : a[layer].length * g[layer].length];
    }
    return zeros;
  }

  private static float[][] copy(float[][] x) {
    float[][] copy = new float[x.length][];
    for (int i = 0; i < x.length; i++) {
      copy[i] = x[i].clone();
    }
    return copy;
  }

  private static void scale(float[][] x, double factor) {
    for (float[] values : x) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) factor;
      }
    }
  }

  private static void add(float[][] x, double factor, float[][] y) {
    for (int layer = 0; layer < x.length; layer++) {
      for (int i = 0; i < y[layer].length; i++) {
        x[layer][i] += (float) (factor * y[layer][i]);
      }
    }
  }

  private static double dot(float[][] x, float[][] y) {
    double sum = 0;
    for (int layer = 0; layer < x.length; layer++) {
      for (int i = 0; i < x[layer].length; i++) {
        sum += (double) x[layer][i] * y[layer][i];
      }
    }
    return sum;
  }
}
