package dev.sirencast.trainer.cpu;

import static dev.sirencast.trainer.cpu.PackedMatrix.BLOCK;
import static dev.sirencast.trainer.cpu.PackedMatrix.QUAD;
import static dev.sirencast.trainer.cpu.VectorLanes.LANES;
import static dev.sirencast.trainer.cpu.VectorLanes.STEP;
import static dev.sirencast.trainer.cpu.VectorLanes.broadcast;
import static dev.sirencast.trainer.cpu.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The product of a packed matrix and a tile, for 8 rows and two vectors of points at a time: 16
 * independent accumulators keep the multiply-add units busy for the length of their latency.
 *
 * <p>With AVX2 they do not fit its 16 registers; still, on one Intel processor, 8 rows by one
 * vector are no faster (and 17 % slower at a width of 32).
 */
final class VectorLayers {
  private VectorLayers() {}

  /** Makes {@code Z = W X + b}. */
  static void affine(PackedMatrix w, PanelBuffer x, PanelBuffer z, int vectors) {
    for (int v = 0; v < vectors; v += 2) {
      int r = 0;
      for (; r + BLOCK <= w.paddedRows; r += BLOCK) {
        eight(w, r, x, v * STEP, z);
      }
      if (r < w.paddedRows) {
        four(w, r, x, v * STEP, z);
      }
    }
  }

  private static void eight(PackedMatrix w, int r, PanelBuffer from, int at, PanelBuffer to) {
    float[] weights = w.weights;
    float[] biases = w.biases;
    int first = r * w.columns;
    int columns = w.columns;
    float[] x = from.values;
    int stride = from.stride;
    FloatVector a0 = broadcast(biases[r]);
    FloatVector a1 = broadcast(biases[r + 1]);
    FloatVector a2 = broadcast(biases[r + 2]);
    FloatVector a3 = broadcast(biases[r + 3]);
    FloatVector a4 = broadcast(biases[r + 4]);
    FloatVector a5 = broadcast(biases[r + 5]);
    FloatVector a6 = broadcast(biases[r + 6]);
    FloatVector a7 = broadcast(biases[r + 7]);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    FloatVector b4 = a4;
    FloatVector b5 = a5;
    FloatVector b6 = a6;
    FloatVector b7 = a7;
    for (int c = 0; c < columns; c++) {
      int i = first + c * BLOCK;
      int xi = at + (c >> 2) * stride + (c & 3) * LANES;
      FloatVector xa = load(x, xi);
      FloatVector xb = load(x, xi + STEP);
      FloatVector w0 = broadcast(weights[i]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = broadcast(weights[i + 1]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = broadcast(weights[i + 2]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = broadcast(weights[i + 3]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
      FloatVector w4 = broadcast(weights[i + 4]);
      a4 = w4.fma(xa, a4);
      b4 = w4.fma(xb, b4);
      FloatVector w5 = broadcast(weights[i + 5]);
      a5 = w5.fma(xa, a5);
      b5 = w5.fma(xb, b5);
      FloatVector w6 = broadcast(weights[i + 6]);
      a6 = w6.fma(xa, a6);
      b6 = w6.fma(xb, b6);
      FloatVector w7 = broadcast(weights[i + 7]);
      a7 = w7.fma(xa, a7);
      b7 = w7.fma(xb, b7);
    }
    float[] y = to.values;
    int p = r / 4 * to.stride + at;
    int q = p + to.stride;
    a0.intoArray(y, p);
    b0.intoArray(y, p + 4 * LANES);
    a1.intoArray(y, p + 1 * LANES);
    b1.intoArray(y, p + 5 * LANES);
    a2.intoArray(y, p + 2 * LANES);
    b2.intoArray(y, p + 6 * LANES);
    a3.intoArray(y, p + 3 * LANES);
    b3.intoArray(y, p + 7 * LANES);
    a4.intoArray(y, q);
    b4.intoArray(y, q + 4 * LANES);
    a5.intoArray(y, q + 1 * LANES);
    b5.intoArray(y, q + 5 * LANES);
    a6.intoArray(y, q + 2 * LANES);
    b6.intoArray(y, q + 6 * LANES);
    a7.intoArray(y, q + 3 * LANES);
    b7.intoArray(y, q + 7 * LANES);
  }

  private static void four(PackedMatrix w, int r, PanelBuffer from, int at, PanelBuffer to) {
    float[] weights = w.weights;
    float[] biases = w.biases;
    int first = r * w.columns;
    int columns = w.columns;
    float[] x = from.values;
    int stride = from.stride;
    FloatVector a0 = broadcast(biases[r]);
    FloatVector a1 = broadcast(biases[r + 1]);
    FloatVector a2 = broadcast(biases[r + 2]);
    FloatVector a3 = broadcast(biases[r + 3]);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    for (int c = 0; c < columns; c++) {
      int i = first + c * QUAD;
      int xi = at + (c >> 2) * stride + (c & 3) * LANES;
      FloatVector xa = load(x, xi);
      FloatVector xb = load(x, xi + STEP);
      FloatVector w0 = broadcast(weights[i]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = broadcast(weights[i + 1]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = broadcast(weights[i + 2]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = broadcast(weights[i + 3]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
    }
    float[] y = to.values;
    int p = r / 4 * to.stride + at;
    a0.intoArray(y, p);
    b0.intoArray(y, p + 4 * LANES);
    a1.intoArray(y, p + 1 * LANES);
    b1.intoArray(y, p + 5 * LANES);
    a2.intoArray(y, p + 2 * LANES);
    b2.intoArray(y, p + 6 * LANES);
    a3.intoArray(y, p + 3 * LANES);
    b3.intoArray(y, p + 7 * LANES);
  }
}
