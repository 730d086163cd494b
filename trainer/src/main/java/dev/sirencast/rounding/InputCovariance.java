package dev.sirencast.rounding;

/**
 * The mean over the points of the products of a layer's free inputs, pair by pair: how errors of a
 * row's weights add up in what the layer makes of its inputs, {@code E|error|^2 = e^T H e}.
 *
 * <p>A little is added to the diagonal, so that weights on inputs that hardly differ are not driven
 * far from where they were to make up for each other: the points are a sample, and large weights
 * cost bytes.
 */
final class InputCovariance {
  /** What is added, in shares of the mean diagonal. */
  private static final double RIDGE = 1e-3;

  private InputCovariance() {}

  /**
   * Returns the factors of the covariance.
   *
   * @param points what the layer is given, points x inputs
   * @param inputs the inputs
   * @param free the first free input and the one after the last
   */
  static LatticeFactors of(double[] points, int inputs, FreeInputs free) {
    int size = free.size();
    double[][] sums = new double[size][size];
    for (int p = 0; p < points.length; p += inputs) {
      for (int i = 0; i < size; i++) {
        double x = points[p + free.first() + i];
        LayerMatrix.add(x, points, p + free.first(), i + 1, sums[i], 0);
      }
    }
    return LatticeFactors.of(symmetric(sums, points.length / inputs));
  }

  private static double[][] symmetric(double[][] sums, int count) {
    double trace = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= count;
        sums[j][i] = sums[i][j];
      }
      trace += sums[i][i];
    }
    double ridge = Math.max(Double.MIN_NORMAL, RIDGE * trace / Math.max(1, sums.length));
    for (int i = 0; i < sums.length; i++) {
      sums[i][i] += ridge;
    }
    return sums;
  }
}
