package dev.sirencast.rounding;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;

/**
 * A sine network at some points of a grid, in double: what its layers make of what they are given,
 * and how much of it shows in the outputs. A point's row ends with the constant input 1.
 *
 * <p>The sines are {@link StrictMath}'s, so that all machines round a network alike. Thread-safe.
 */
final class SampledNetwork {
  /** The points that a narrow network is looked at in, at most. */
  static final int MOST_POINTS = 4096;

  /**
   * The numbers that a layer's activations may be, at most, which leaves wide ones fewer points.
   */
  private static final int MOST_ACTIVATIONS = 1 << 22;

  private final SirenArchitecture architecture;
  private final LayerMatrix[] layers;
  private final double[] points;

  SampledNetwork(SirenWeights weights, CoordinateGrid grid) {
    architecture = weights.architecture();
    layers = new LayerMatrix[architecture.layers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = LayerMatrix.of(weights, layer);
    }
    int most = Math.min(MOST_POINTS, MOST_ACTIVATIONS / architecture.hiddenFeatures());
    points = points(grid, most);
  }

  private static double[] points(CoordinateGrid grid, int most) {
    int[] sample = PointSample.of(grid, most);
    int inputs = grid.dimensions() + 1;
    double[] rows = new double[sample.length * inputs];
    for (int p = 0; p < sample.length; p++) {
      double[] x = PointSample.coordinates(grid, sample[p]);
      System.arraycopy(x, 0, rows, p * inputs, x.length);
      rows[p * inputs + x.length] = 1;
    }
    return rows;
  }

  /** The points' coordinates, each followed by 1: what layer 0 is given. */
  double[] points() {
    return points;
  }

  /** The number of points. */
  int count() {
    return points.length / layers[0].inputs();
  }

  /** A layer's weights and bias. */
  LayerMatrix layer(int layer) {
    return layers[layer];
  }

  /** What the layer after {@code layer} is given, from {@code W h + b} of this one. */
  double[] activate(int layer, double[] preActivations) {
    int rows = layers[layer].rows();
    int count = preActivations.length / rows;
    double omega0 = architecture.omega0(layer);
    double[] next = new double[count * (rows + 1)];
    for (int p = 0; p < count; p++) {
      for (int r = 0; r < rows; r++) {
        next[p * (rows + 1) + r] = StrictMath.sin(omega0 * preActivations[p * rows + r]);
      }
      next[p * (rows + 1) + rows] = 1;
    }
    return next;
  }

  /** Every layer's {@code W h + b}: for each layer points x rows. */
  double[][] preActivations() {
    double[][] z = new double[layers.length][];
    double[] h = points;
    for (int layer = 0; layer < layers.length; layer++) {
      z[layer] = layers[layer].times(h);
      h = layer < layers.length - 1 ? activate(layer, z[layer]) : h;
    }
    return z;
  }

  /**
   * How much of a layer's outputs shows in the network's: for each layer the mean, over the points
   * and the layer's rows, of the squared derivative of all outputs y by {@code W h + b} of that
   * row.
   */
  double[] gains(double[][] preActivations) {
    int outputs = architecture.outputs();
    int last = layers.length - 1;
    double[] deltas = new double[count() * outputs * outputs];
    for (int i = 0; i < count() * outputs; i++) {
      deltas[i * outputs + i % outputs] = architecture.omega0(last);
    }
    double[] gains = new double[layers.length];
    for (int layer = last; layer >= 0; layer--) {
      gains[layer] = squares(deltas) / ((double) count() * layers[layer].rows());
      if (layer > 0) {
        deltas = layers[layer].below(deltas);
        multiplyBySlopes(layer - 1, preActivations[layer - 1], deltas);
      }
    }
    return gains;
  }

  private void multiplyBySlopes(int layer, double[] z, double[] deltas) {
    int rows = layers[layer].rows();
    int outputs = architecture.outputs();
    double omega0 = architecture.omega0(layer);
    for (int p = 0; p < z.length / rows; p++) {
      for (int r = 0; r < rows; r++) {
        double slope = omega0 * StrictMath.cos(omega0 * z[p * rows + r]);
        for (int o = 0; o < outputs; o++) {
          deltas[(p * outputs + o) * rows + r] *= slope;
        }
      }
    }
  }

  /** The sum of squares. */
  static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
