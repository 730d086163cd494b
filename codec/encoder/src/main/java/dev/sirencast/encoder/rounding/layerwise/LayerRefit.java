package dev.sirencast.encoder.rounding.layerwise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves one layer so that, given what the rounded layers before it deliver, it makes nearly what
 * the float network's does: by least squares, in closed form.
 *
 * <p>With h the float network's inputs of the layer, h' those it is given, W its matrix and f its
 * free columns, those move by {@code W E[(h - h') h'_f^T] E[h'_f h'_f^T]^-1}.
 */
final class LayerRefit implements Refit {
  private final SampledNetwork network;

  /** The float network's inputs, by tile, layer, column and point. */
  private final List<float[][][]> targets = new ArrayList<>();

  private double[][] gram = {};

  /**
   * @param network at the weights that are to be rounded; is evaluated anew
   */
  LayerRefit(SampledNetwork network) {
    this.network = network;
    for (LinearizedNetwork tile : network.tiles()) {
      float[][][] inputs = new float[network.architecture().layers()][][];
      for (int layer = 0; layer < inputs.length; layer++) {
        inputs[layer] = tile.input(layer);
      }
      targets.add(inputs);
    }
  }

  @Override
  public int stretches(int layer) {
    return 1;
  }

  @Override
  public void apply(float[][] layers, int layer, boolean[][] free) {
    gram = LayerStatistics.gram(network, layer);
    int[] columns = IntStream.range(0, gram.length).filter(c -> free[layer][c]).toArray();
    if (layer == 0 || columns.length == 0) {
      return;
    }
    LdlDecomposition hessian =
        LdlDecomposition.of(LayerRounding.part(gram, columns), LayerRounding.DAMPING);
    double[][] lacking = lacking(layer);
    double[][] moves = new double[lacking.length][];
    for (int i = 0; i < moves.length; i++) {
      double[] row = lacking[i];
      moves[i] = hessian.solve(IntStream.of(columns).mapToDouble(c -> row[c]).toArray());
    }
    move(layers[layer], moves, columns);
  }

  /** {@code E[(h - h') h'^T]}. */
  private double[][] lacking(int layer) {
    double[][] mean = new double[gram.length][gram.length];
    for (int t = 0; t < targets.size(); t++) {
      LinearizedNetwork tile = network.tiles().get(t);
      float[][] difference = new float[gram.length][PointTile.POINTS];
      for (int c = 0; c < gram.length; c++) {
        float[] wanted = targets.get(t)[layer][c];
        float[] given = tile.input(layer)[c];
        for (int p = 0; p < PointTile.POINTS; p++) {
          difference[c][p] = wanted[p] - given[p];
        }
      }
      LayerStatistics.add(difference, tile.inputTransposed(layer), network.points(), mean);
    }
    return mean;
  }

  private static void move(float[] matrix, double[][] moves, int[] columns) {
    int width = moves.length;
    double[] sum = new double[columns.length];
    for (int first = 0; first < matrix.length; first += width) {
      java.util.Arrays.fill(sum, 0);
      for (int c = 0; c < width; c++) {
        double weight = matrix[first + c];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += weight * moves[c][j];
        }
      }
      for (int j = 0; j < sum.length; j++) {
        matrix[first + columns[j]] += (float) sum[j];
      }
    }
  }

  @Override
  public double[][] hessian(int layer) {
    return gram;
  }

  @Override
  public void rounded(float[][] layers, int layer) {
    network.evaluate(layers, layer, layer + 1);
  }
}
