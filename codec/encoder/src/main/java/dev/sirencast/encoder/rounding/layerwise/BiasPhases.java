package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;

/**
 * Writes the same network with smaller biases: a sine's phase counts modulo its period, and half a
 * period is a change of sign, which the next layer's column can take.
 *
 * <p>So every bias of a sine layer can lie within a quarter of its period, {@code pi / (2 omega0)},
 * of zero, which saves about two bits of each.
 */
public final class BiasPhases {
  private BiasPhases() {}

  /**
   * Returns a network that gives the same outputs with smaller biases.
   *
   * @param seeded tensors that are left as they are
   */
  public static SirenWeights reduce(SirenWeights weights, SeededTensors seeded) {
    SirenArchitecture architecture = weights.architecture();
    float[][] layers = LayerMatrices.of(weights);
    reduce(architecture, layers, LayerMatrices.free(architecture, seeded));
    return LayerMatrices.weights(architecture, layers);
  }

  /**
   * Turns the phases in place.
   *
   * @param layers row-major, the bias's column last
   * @param free by layer and column, whether the column may change
   */
  static void reduce(SirenArchitecture architecture, float[][] layers, boolean[][] free) {
    for (int layer = 0; layer < layers.length - 1; layer++) {
      int columns = architecture.columns(layer) + 1;
      double half = Math.PI / architecture.omega0(layer);
      for (int r = 0; free[layer][columns - 1] && r < architecture.rows(layer); r++) {
        int at = r * columns + columns - 1;
        boolean flips = free[layer + 1][r];
        long turns = Math.round(layers[layer][at] / (flips ? half : 2 * half));
        layers[layer][at] -= (float) (turns * (flips ? half : 2 * half));
        if (flips && turns % 2 != 0) {
          negateColumn(layers[layer + 1], r, architecture.columns(layer + 1) + 1);
        }
      }
    }
  }

  private static void negateColumn(float[] matrix, int column, int columns) {
    for (int i = column; i < matrix.length; i += columns) {
      matrix[i] = -matrix[i];
    }
  }
}
