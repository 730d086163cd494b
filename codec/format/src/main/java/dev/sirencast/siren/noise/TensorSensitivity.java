package dev.sirencast.siren.noise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;

/**
 * How much noise on a tensor's weights shows in the output: the sum over its weights of the mean
 * over the grid of {@code |dy/dw|^2}, so that independent noise of variance s^2 on each adds s^2
 * times it to the squared error of y, as long as it is small.
 *
 * <p>By a backward pass at {@value #POINTS} points. Thread-safe.
 */
public final class TensorSensitivity {
  private static final int POINTS = 256;

  private TensorSensitivity() {}

  /** Returns the sensitivity of every tensor. */
  public static double[] of(SirenWeights weights, CoordinateGrid grid) {
    SirenArchitecture architecture = weights.architecture();
    double[] sensitivity = new double[architecture.tensors()];
    int[] sample = PointSample.of(grid, POINTS);
    for (int point : sample) {
      add(weights, PointSample.coordinates(grid, point), sensitivity);
    }
    for (int tensor = 0; tensor < sensitivity.length; tensor++) {
      sensitivity[tensor] /= sample.length;
    }
    return sensitivity;
  }

  private static void add(SirenWeights weights, double[] x, double[] sensitivity) {
    SirenArchitecture architecture = weights.architecture();
    int layers = architecture.layers();
    double[][] h = new double[layers][];
    double[][] slopes = new double[layers][];
    h[0] = x;
    for (int layer = 0; layer < layers - 1; layer++) {
      h[layer + 1] = new double[architecture.rows(layer)];
      slopes[layer] = new double[architecture.rows(layer)];
      for (int r = 0; r < h[layer + 1].length; r++) {
        double z = architecture.omega0(layer) * sum(weights, layer, r, h[layer]);
        h[layer + 1][r] = StrictMath.sin(z);
        slopes[layer][r] = StrictMath.cos(z);
      }
    }
    for (int output = 0; output < architecture.outputs(); output++) {
      double[] delta = new double[architecture.outputs()];
      delta[output] = 1;
      for (int layer = layers - 1; layer >= 0; layer--) {
        double factor = architecture.omega0(layer);
        for (int r = 0; r < delta.length; r++) {
          // dy/d(W h + b), the factor and the sine's slope included.
          delta[r] *= factor * (layer < layers - 1 ? slopes[layer][r] : 1);
        }
        double square = squares(delta);
        sensitivity[SirenArchitecture.weightId(layer)] += square * squares(h[layer]);
        sensitivity[SirenArchitecture.biasId(layer)] += square;
        delta = below(weights.weight(layer), delta);
      }
    }
  }

  private static double sum(SirenWeights weights, int layer, int row, double[] inputs) {
    double z = weights.bias(layer).get(row);
    for (int c = 0; c < inputs.length; c++) {
      z += weights.weight(layer).get(row * inputs.length + c) * inputs[c];
    }
    return z;
  }

  private static double[] below(WeightTensor weight, double[] delta) {
    double[] below = new double[weight.columns()];
    for (int r = 0; r < delta.length; r++) {
      for (int c = 0; c < below.length; c++) {
        below[c] += delta[r] * weight.get(r * below.length + c);
      }
    }
    return below;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
