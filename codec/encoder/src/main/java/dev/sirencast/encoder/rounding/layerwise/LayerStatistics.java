package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;

/**
 * The two factors of a layer's Gauss-Newton matrix, as K-FAC takes it (Martens and Grosse, 2015):
 * an error E of the layer's matrix costs about {@code tr(G E A E^T)} of squared output error.
 *
 * <p>A is the Gram matrix of the layer's inputs, the mean over the points of {@code h h^T}, h with
 * a 1 for the bias; G that of {@code g g^T}, g the derivative of an output for {@code W h + b},
 * summed over the outputs.
 */
final class LayerStatistics {
  private LayerStatistics() {}

  /** Returns A of a layer, one row and column more than the layer has columns. */
  static double[][] gram(SampledNetwork network, int layer) {
    int columns = network.architecture().columns(layer) + 1;
    double[][] gram = new double[columns][columns];
    for (LinearizedNetwork tile : network.tiles()) {
      add(tile.input(layer), tile.inputTransposed(layer), network.points(), gram);
    }
    return gram;
  }

  /** Returns G of every layer. */
  static double[][][] outputs(SampledNetwork network) {
    SirenArchitecture architecture = network.architecture();
    double[][][] means = new double[architecture.layers()][][];
    for (int layer = 0; layer < means.length; layer++) {
      means[layer] = new double[architecture.rows(layer)][architecture.rows(layer)];
    }
    for (LinearizedNetwork tile : network.tiles()) {
      for (int output = 0; output < architecture.outputs(); output++) {
        float[][] unit = new float[architecture.outputs()][PointTile.POINTS];
        Arrays.fill(unit[output], 0, tile.count(), 1);
        tile.backward(
            unit,
            0,
            (layer, delta) ->
                add(delta, PointTile.transpose(delta), network.points(), means[layer]));
      }
    }
    return means;
  }

  /**
   * Adds a tile's products, rows times the columns of a transposed tile, to the mean over all
   * points; float32 would not do over many tiles.
   */
  static void add(float[][] rows, float[][] turned, int points, double[][] mean) {
    int columns = turned[0].length;
    float[] sums = new float[rows.length * columns];
    PointTile.outer(rows, turned, columns, sums);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        mean[i][j] += (double) sums[i * columns + j] / points;
      }
    }
  }

  /** The diagonal of a matrix. */
  static double[] diagonal(double[][] matrix) {
    double[] diagonal = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      diagonal[i] = matrix[i][i];
    }
    return diagonal;
  }
}
