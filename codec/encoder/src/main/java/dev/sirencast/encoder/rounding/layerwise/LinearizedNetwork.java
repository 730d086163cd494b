package dev.sirencast.encoder.rounding.layerwise;

import static dev.sirencast.encoder.rounding.layerwise.PointTile.POINTS;

import dev.sirencast.siren.SirenArchitecture;
import java.util.Arrays;

/**
 * A sine network at the points of one tile, with what its derivatives need: y, and the products of
 * its Jacobian with a change of the weights and of its transpose with a change of the outputs.
 *
 * <p>A layer is one matrix whose last column is the bias; its input has a last row of ones, zeros
 * at the padding points, so that those count nowhere. Float32, as derivatives need no more.
 */
final class LinearizedNetwork {
  private final SirenArchitecture architecture;
  private final int count;

  /** By layer: the input, with its row of ones. */
  private final float[][][] inputs;

  /** By layer: the derivative of the layer's output for {@code W h + b}, omega0 included. */
  private final float[][][] slopes;

  private float[][] weights = {};
  private float[][] outputs = {};

  /**
   * @param coordinates rows of points, one an axis, {@value PointTile#POINTS} long
   * @param count points that count
   */
  LinearizedNetwork(SirenArchitecture architecture, float[][] coordinates, int count) {
    this.architecture = architecture;
    this.count = count;
    this.inputs = new float[architecture.layers()][][];
    this.slopes = new float[architecture.layers()][][];
    this.inputs[0] = withOnes(coordinates);
  }

  /** Evaluates some layers; those before {@code from} are as they were. */
  void evaluate(float[][] layers, int from, int end) {
    weights = layers;
    for (int layer = from; layer < end; layer++) {
      int rows = architecture.rows(layer);
      float[][] z = new float[rows][POINTS];
      PointTile.multiply(layers[layer], architecture.columns(layer) + 1, inputs[layer], z);
      slopes[layer] = new float[rows][POINTS];
      activate(layer, z, slopes[layer]);
      if (architecture.isSine(layer)) {
        inputs[layer + 1] = withOnes(z);
      } else {
        outputs = z;
      }
    }
  }

  private void activate(int layer, float[][] z, float[][] slope) {
    float omega0 = (float) architecture.omega0(layer);
    for (int r = 0; r < z.length; r++) {
      if (architecture.isSine(layer)) {
        SineSlope.apply(omega0, z[r], slope[r]);
      } else {
        for (int p = 0; p < POINTS; p++) {
          z[r][p] *= omega0;
          slope[r][p] = omega0;
        }
      }
      Arrays.fill(z[r], count, POINTS, 0);
      Arrays.fill(slope[r], count, POINTS, 0);
    }
  }

  private float[][] withOnes(float[][] rows) {
    float[][] extended = Arrays.copyOf(rows, rows.length + 1);
    extended[rows.length] = new float[POINTS];
    Arrays.fill(extended[rows.length], 0, count, 1);
    return extended;
  }

  /** The points that count. */
  int count() {
    return count;
  }

  /** The outputs y, by row and point. */
  float[][] outputs() {
    return outputs;
  }

  /** A layer's input and its row of ones, by row and point. */
  float[][] input(int layer) {
    return inputs[layer];
  }

  /** The same with points as rows. */
  float[][] inputTransposed(int layer) {
    return PointTile.transpose(inputs[layer]);
  }

  /** {@code J v}: the change of the outputs for a change of the layers from {@code from} on. */
  float[][] forward(float[][] change, int from) {
    float[][] below = {};
    for (int layer = from; layer < slopes.length; layer++) {
      float[][] z = new float[architecture.rows(layer)][POINTS];
      int columns = architecture.columns(layer) + 1;
      PointTile.multiply(change[layer], columns, inputs[layer], z);
      if (layer > from) {
        // The row of ones does not change.
        PointTile.multiply(weights[layer], columns, extend(below), z);
      }
      scale(z, slopes[layer]);
      below = z;
    }
    return below;
  }

  private static float[][] extend(float[][] rows) {
    float[][] extended = Arrays.copyOf(rows, rows.length + 1);
    extended[rows.length] = new float[POINTS];
    return extended;
  }

  /** Receives what a layer's pre-activations contribute to a change of the outputs. */
  interface Backward {
    /**
     * @param delta by row and point, the derivative for {@code W h + b}
     */
    void accept(int layer, float[][] delta);
  }

  /** Goes through the layers from the last down to {@code to}, with their derivatives. */
  void backward(float[][] outputChange, int to, Backward visitor) {
    float[][] delta = outputChange;
    for (int layer = slopes.length - 1; layer >= to; layer--) {
      float[][] scaled = new float[delta.length][];
      for (int r = 0; r < delta.length; r++) {
        scaled[r] = delta[r].clone();
      }
      scale(scaled, slopes[layer]);
      visitor.accept(layer, scaled);
      if (layer > to) {
        int columns = architecture.columns(layer) + 1;
        float[] turned = PointTile.transpose(weights[layer], scaled.length, columns);
        delta = new float[columns - 1][POINTS];
        PointTile.multiply(turned, scaled.length, scaled, delta);
      }
    }
  }

  private static void scale(float[][] rows, float[][] factors) {
    for (int r = 0; r < rows.length; r++) {
      float[] row = rows[r];
      float[] factor = factors[r];
      for (int p = 0; p < POINTS; p++) {
        row[p] *= factor[p];
      }
    }
  }
}
