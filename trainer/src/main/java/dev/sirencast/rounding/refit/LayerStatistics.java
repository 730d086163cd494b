package dev.sirencast.rounding.refit;

import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;

/**
 * The two factors of a layer's Gauss-Newton matrix, as K-FAC takes it (Martens and Grosse, 2015):
 * an error E of the layer's matrix costs about {@code tr(G E A E^T)} of squared output error.
 *
 * <p>A is the mean over the points of {@code h h^T}, h the layer's input with a 1 for the bias; G
 * that of {@code g g^T}, g the derivative of an output for {@code W h + b}, summed over the
 * outputs.
 */
final class LayerStatistics {
  private final double[][][] inputs;
  private final double[][][] outputs;

  private LayerStatistics(int layers) {
    inputs = new double[layers][][];
    outputs = new double[layers][][];
  }

  /** Returns the statistics of layers {@code from} to before {@code to} at the present weights. */
  static LayerStatistics of(SampledNetwork network, int from, int to) {
    SirenArchitecture architecture = network.architecture();
    LayerStatistics statistics = new LayerStatistics(architecture.layers());
    for (int layer = from; layer < to; layer++) {
      int columns = architecture.columns(layer) + 1;
      statistics.inputs[layer] = new double[columns][columns];
      statistics.outputs[layer] = new double[architecture.rows(layer)][architecture.rows(layer)];
    }
    for (LinearizedNetwork tile : network.tiles()) {
      for (int layer = from; layer < to; layer++) {
        add(
            tile.input(layer),
            tile.inputTransposed(layer),
            network.points(),
            statistics.inputs[layer]);
      }
      statistics.addOutputs(tile, from, to, network.points());
    }
    return statistics;
  }

  private void addOutputs(LinearizedNetwork tile, int from, int to, int points) {
    int components = tile.outputs().length;
    for (int output = 0; output < components; output++) {
      float[][] unit = new float[components][PointTile.POINTS];
      Arrays.fill(unit[output], 0, tile.count(), 1);
      tile.backward(
          unit,
          from,
          (layer, delta) -> {
            if (layer < to) {
              add(delta, PointTile.transpose(delta), points, outputs[layer]);
            }
          });
    }
  }

  /** Adds a tile's products to the mean over all points; float32 would not do over many tiles. */
  private static void add(float[][] rows, float[][] turned, int points, double[][] mean) {
    float[] sums = new float[rows.length * rows.length];
    PointTile.outer(rows, turned, rows.length, sums);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        mean[i][j] += (double) sums[i * rows.length + j] / points;
      }
    }
  }

  /** A, one row and column more than the layer has columns. */
  double[][] inputs(int layer) {
    return inputs[layer];
  }

  /** G. */
  double[][] outputs(int layer) {
    return outputs[layer];
  }
}
