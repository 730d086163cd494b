package dev.sirencast.rounding;

import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;

/**
 * A layer's weights and bias as one matrix: rows x (columns + 1), the bias as the weights of an
 * input that is always 1. In double, row-major; changed in place while a layer is rounded.
 */
final class LayerMatrix {
  private final int rows;
  private final int inputs;
  private final double[] values;

  /**
   * @param rows the layer's outputs
   * @param inputs the layer's inputs, the constant one included
   */
  private LayerMatrix(int rows, int inputs) {
    this.rows = rows;
    this.inputs = inputs;
    this.values = new double[rows * inputs];
  }

  /** Returns a layer of a network. */
  static LayerMatrix of(SirenWeights weights, int layer) {
    return of(weights.weight(layer), weights.bias(layer));
  }

  /** Returns the matrix of a weight and a bias. */
  static LayerMatrix of(WeightTensor weight, WeightTensor bias) {
    int columns = weight.columns();
    LayerMatrix matrix = new LayerMatrix(weight.rows(), columns + 1);
    for (int r = 0; r < matrix.rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.values[r * matrix.inputs + c] = weight.get(r * columns + c);
      }
      matrix.values[r * matrix.inputs + columns] = bias.get(r);
    }
    return matrix;
  }

  /** The layer's outputs. */
  int rows() {
    return rows;
  }

  /** The layer's inputs, the constant one, which is the last, included. */
  int inputs() {
    return inputs;
  }

  /** One weight; those of the last input are the bias. */
  double get(int row, int input) {
    return values[row * inputs + input];
  }

  /** Returns {@code points W^T}: what the layer makes of a number of points, points x rows. */
  double[] times(double[] points) {
    double[] transposed = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < inputs; i++) {
        transposed[i * rows + r] = values[r * inputs + i];
      }
    }
    int count = points.length / inputs;
    double[] out = new double[count * rows];
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < inputs; i++) {
        add(points[p * inputs + i], transposed, i * rows, rows, out, p * rows);
      }
    }
    return out;
  }

  /** Returns {@code deltas W}, the constant input left out: deltas' rows x (inputs - 1). */
  double[] below(double[] deltas) {
    int count = deltas.length / rows;
    int columns = inputs - 1;
    double[] out = new double[count * columns];
    for (int p = 0; p < count; p++) {
      for (int r = 0; r < rows; r++) {
        add(deltas[p * rows + r], values, r * inputs, columns, out, p * columns);
      }
    }
    return out;
  }

  /** Adds {@code factor} times a stretch of one array to a stretch of another. */
  static void add(double factor, double[] source, int from, int length, double[] target, int to) {
    for (int i = 0; i < length; i++) {
      target[to + i] += factor * source[from + i];
    }
  }
}
