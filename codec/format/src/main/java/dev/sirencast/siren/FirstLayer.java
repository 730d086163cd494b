package dev.sirencast.siren;

/**
 * The first layer of a network, whose pre-activations are summed in double.
 *
 * <p>A first layer's pre-activations reach omega0 and more, where float32 is coarse: the error made
 * there is the largest of the whole network, and every later layer carries it on. With one to three
 * inputs the sum is so short that double costs little. It is brought into [-1, 1] by a multiple of
 * 2, which sin(pi z) does not see, and only then rounded to float: {@link SinPi#fast} finishes the
 * layer.
 *
 * <p>Both kernels use this code, whose loops C2 turns into vector instructions (all but the last:
 * JDK 17 narrows double to float one at a time). Immutable and thread-safe.
 */
final class FirstLayer {
  /** 1.5 * 2^52: what {@link SinPi#ROUND} is for float. */
  private static final double ROUND = 0x1.8p52;

  /** The reduction holds for {@code |z|} below this, where a double still resolves a quarter. */
  private static final double RANGE = 0x1p50;

  final int rows;
  private final int columns;
  private final double[] weights;
  private final double[] biases;
  private final boolean bounded;

  private FirstLayer(WeightTensor weight, WeightTensor bias, double factor) {
    this.rows = weight.rows();
    this.columns = weight.columns();
    this.weights = new double[rows * columns];
    this.biases = new double[rows];
    double reach = 0;
    for (int r = 0; r < rows; r++) {
      biases[r] = factor * bias.get(r);
      double sum = Math.abs(biases[r]);
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        weights[i] = factor * weight.get(i);
        sum += Math.abs(weights[i]);
      }
      // Math.max, unlike a comparison, keeps a NaN, which then counts as unbounded.
      reach = Math.max(reach, sum);
    }
    this.bounded = reach < RANGE;
  }

  /** Returns the first layer of a network, omega0 / pi folded into its weights. */
  static FirstLayer fold(SirenWeights weights) {
    double factor = weights.architecture().omega0(0) / Math.PI;
    return new FirstLayer(weights.weight(0), weights.bias(0), factor);
  }

  /**
   * Writes {@code z - 2 round(z / 2)} of neuron {@code r} for a whole tile to {@code phases}.
   *
   * <p>A pre-activation out of range counts as 0, one that is NaN or infinite as NaN.
   *
   * @param x the tile's coordinates, one row per input
   * @param z scratch for a row
   */
  void phases(int r, double[][] x, double[] z, float[] phases) {
    multiply(weights[r * columns], x[0], z);
    for (int c = 1; c < columns; c++) {
      add(weights[r * columns + c], x[c], z);
    }
    if (bounded) {
      reduce(biases[r], z);
    } else {
      reduceChecked(biases[r], z);
    }
    for (int p = 0; p < TileEvaluator.POINTS; p++) {
      phases[p] = (float) z[p];
    }
  }

  /**
   * Writes what the columns of a box add to the pre-activations, {@code w x}, not reduced.
   *
   * @param x coordinates along axis 0
   * @param phases receives neuron r's value at column i at {@code r * stride + i}
   */
  void columnPhases(double[] x, int count, int stride, double[] phases) {
    for (int r = 0; r < rows; r++) {
      double w = weights[r * columns];
      int at = r * stride;
      for (int i = 0; i < count; i++) {
        phases[at + i] = w * x[i];
      }
    }
  }

  /**
   * Writes what the rows of a box add to the pre-activations: the bias, and {@code w x} of the
   * other axes added in turn, not reduced.
   *
   * @param others coordinates of the rows along axis 1, and so on
   * @param phases receives neuron r's value at row j at {@code from + j * rows + r}
   */
  void rowPhases(double[][] others, int count, double[] phases, int from) {
    for (int j = 0; j < count; j++) {
      int at = from + j * rows;
      System.arraycopy(biases, 0, phases, at, rows);
      for (int c = 1; c < columns; c++) {
        double x = others[c - 1][j];
        for (int r = 0; r < rows; r++) {
          phases[at + r] = Math.fma(weights[r * columns + c], x, phases[at + r]);
        }
      }
    }
  }

  /** Replaces pre-activations z by {@code z - 2 round(z / 2)}, those out of range as above. */
  void reduce(double[] z, int count) {
    if (bounded) {
      for (int i = 0; i < count; i++) {
        z[i] = reduce(z[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        z[i] = checked(z[i]);
      }
    }
  }

  private static void multiply(double w, double[] x, double[] z) {
    for (int p = 0; p < TileEvaluator.POINTS; p++) {
      z[p] = w * x[p];
    }
  }

  private static void add(double w, double[] x, double[] z) {
    for (int p = 0; p < TileEvaluator.POINTS; p++) {
      z[p] = Math.fma(w, x[p], z[p]);
    }
  }

  private static void reduce(double bias, double[] z) {
    for (int p = 0; p < TileEvaluator.POINTS; p++) {
      z[p] = reduce(z[p] + bias);
    }
  }

  private static void reduceChecked(double bias, double[] z) {
    for (int p = 0; p < TileEvaluator.POINTS; p++) {
      z[p] = checked(z[p] + bias);
    }
  }

  private static double checked(double z) {
    return Math.abs(z) < RANGE ? reduce(z) : z * 0;
  }

  private static double reduce(double z) {
    double k = Math.fma(z, 0.5, ROUND) - ROUND;
    return Math.fma(k, -2, z);
  }
}
