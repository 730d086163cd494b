package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network's layers as one matrix each, row-major, whose last column is the bias. */
final class LayerMatrices {
  private LayerMatrices() {}

  /** Returns the matrices of all layers. */
  static float[][] of(SirenWeights weights) {
    float[][] layers = new float[weights.architecture().layers()][];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = joined(weights, layer);
    }
    return layers;
  }

  private static float[] joined(SirenWeights weights, int layer) {
    int rows = weights.architecture().rows(layer);
    int columns = weights.architecture().columns(layer);
    float[] joined = new float[rows * (columns + 1)];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        joined[r * (columns + 1) + c] = weights.weight(layer).get(r * columns + c);
      }
      joined[r * (columns + 1) + columns] = weights.bias(layer).get(r);
    }
    return joined;
  }

  /** Returns the network of some matrices. */
  static SirenWeights weights(SirenArchitecture architecture, float[][] layers) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int layer = 0; layer < layers.length; layer++) {
      int rows = architecture.rows(layer);
      int columns = architecture.columns(layer);
      float[] weights = new float[rows * columns];
      float[] biases = new float[rows];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(layers[layer], r * (columns + 1), weights, r * columns, columns);
        biases[r] = layers[layer][r * (columns + 1) + columns];
      }
      tensors.add(WeightTensor.of(rows, columns, weights));
      tensors.add(WeightTensor.of(rows, 1, biases));
    }
    return SirenWeights.of(architecture, tensors);
  }

  /** By layer and column of its matrix: whether the column is sent, and so may change. */
  static boolean[][] free(SirenArchitecture architecture, SeededTensors seeded) {
    boolean[][] free = new boolean[architecture.layers()][];
    for (int layer = 0; layer < free.length; layer++) {
      free[layer] = new boolean[architecture.columns(layer) + 1];
      Arrays.fill(free[layer], !seeded.contains(SirenArchitecture.weightId(layer)));
      free[layer][architecture.columns(layer)] = !seeded.contains(SirenArchitecture.biasId(layer));
    }
    return free;
  }

  static float[][] copy(float[][] layers) {
    float[][] copy = new float[layers.length][];
    for (int layer = 0; layer < layers.length; layer++) {
      copy[layer] = layers[layer].clone();
    }
    return copy;
  }

  static void scale(float[][] x, double factor) {
    for (float[] values : x) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) factor;
      }
    }
  }

  /** Adds a multiple of y, which may lack layers, to x. */
  static void add(float[][] x, double factor, float[][] y) {
    for (int layer = 0; layer < x.length; layer++) {
      for (int i = 0; i < y[layer].length; i++) {
        x[layer][i] += (float) (factor * y[layer][i]);
      }
    }
  }

  static double dot(float[][] x, float[][] y) {
    double sum = 0;
    for (int layer = 0; layer < x.length; layer++) {
      for (int i = 0; i < x[layer].length; i++) {
        sum += (double) x[layer][i] * y[layer][i];
      }
    }
    return sum;
  }
}
