package dev.sirencast.siren;

import static dev.sirencast.siren.FoldedLayer.BLOCK;
import static dev.sirencast.siren.TileEvaluator.POINTS;

import java.util.Arrays;

/**
 * The kernel in plain Java, in the shape that HotSpot's C2 compiles to vector instructions.
 *
 * <p>C2 (JDK 17 and 25) vectorises a loop over points that reads separate arrays at exactly its
 * counter and stores to one array; offsets, two stores or a sum over an array fall back to scalar
 * code, 3 to 6 times slower. The trip count is a constant, and the tile always computed whole: with
 * a variable count, JDK 17 takes a loop of seven terms for too large to unroll, and leaves it
 * scalar. A row takes {@value FoldedLayer#BLOCK} inputs in each pass: four are 8 % slower, ten
 * bring nothing, twelve are too many even with a constant count.
 *
 * <p>{@code Math.fma} is one instruction where the processor has it (x86 since 2013, all 64-bit
 * ARM). Elsewhere Java computes it with BigDecimal, thousands of times slower.
 */
final class PlainKernel implements SirenKernel {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public TileEvaluator evaluator(FoldedNetwork network) {
    return new PlainEvaluator(network);
  }

  private static final class PlainEvaluator implements TileEvaluator {
    private final FoldedNetwork network;
    private final double[] scratch = new double[POINTS];
    private final float[][] even;
    private final float[][] odd;

    PlainEvaluator(FoldedNetwork network) {
      this.network = network;
      this.even = new float[network.depth()][POINTS];
      this.odd = new float[even.length][POINTS];
    }

    @Override
    public void evaluate(double[][] coordinates, int count, float[] out, int offset) {
      for (int r = 0; r < network.first().rows; r++) {
        network.first().phases(r, coordinates, scratch, even[r]);
        sine(0f, even[r]);
      }
      float[][] x = even;
      float[][] y = odd;
      for (FoldedLayer layer : network.rest()) {
        apply(layer, x, y);
        float[][] swap = x;
        x = y;
        y = swap;
      }
      int outputs = network.outputs();
      for (int c = 0; c < outputs; c++) {
        float[] row = x[c];
        for (int p = 0; p < count; p++) {
          out[offset + p * outputs + c] = row[p];
        }
      }
    }
  }

  private static void apply(FoldedLayer layer, float[][] x, float[][] y) {
    for (int r = 0; r < layer.rows; r++) {
      sum(layer, r, x, y[r]);
      float bias = layer.biases[r];
      if (!layer.sine) {
        add(bias, y[r]);
      } else if (layer.bounded) {
        sine(bias, y[r]);
      } else {
        add(bias, y[r]);
        SinPi.checked(y[r], 0, POINTS);
      }
    }
  }

  private static void sum(FoldedLayer layer, int r, float[][] x, float[] y) {
    Arrays.fill(y, 0f);
    int c = 0;
    for (; c + 8 <= layer.columns; c += 8) {
      add8(layer.weights, layer.index(r, c), x, c, y);
    }
    if (c + 4 <= layer.columns) {
      add4(layer.weights, layer.index(r, c), x, c, y);
      c += 4;
    }
    for (; c < layer.columns; c++) {
      add1(layer.weights[layer.index(r, c)], x[c], y);
    }
  }

  /** Adds inputs c to c + 7 to the sums y, whose first weight stands at i. */
  private static void add8(float[] w, int i, float[][] x, int c, float[] y) {
    float w0 = w[i];
    float w1 = w[i + 1 * BLOCK];
    float w2 = w[i + 2 * BLOCK];
    float w3 = w[i + 3 * BLOCK];
    float w4 = w[i + 4 * BLOCK];
    float w5 = w[i + 5 * BLOCK];
    float w6 = w[i + 6 * BLOCK];
    float w7 = w[i + 7 * BLOCK];
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    float[] x4 = x[c + 4];
    float[] x5 = x[c + 5];
    float[] x6 = x[c + 6];
    float[] x7 = x[c + 7];
    for (int p = 0; p < POINTS; p++) {
      float sum = y[p];
      sum = Math.fma(w0, x0[p], sum);
      sum = Math.fma(w1, x1[p], sum);
      sum = Math.fma(w2, x2[p], sum);
      sum = Math.fma(w3, x3[p], sum);
      sum = Math.fma(w4, x4[p], sum);
      sum = Math.fma(w5, x5[p], sum);
      sum = Math.fma(w6, x6[p], sum);
      sum = Math.fma(w7, x7[p], sum);
      y[p] = sum;
    }
  }

  /** Adds inputs c to c + 3 to the sums y, whose first weight stands at i. */
  private static void add4(float[] w, int i, float[][] x, int c, float[] y) {
    float w0 = w[i];
    float w1 = w[i + 1 * BLOCK];
    float w2 = w[i + 2 * BLOCK];
    float w3 = w[i + 3 * BLOCK];
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    for (int p = 0; p < POINTS; p++) {
      float sum = y[p];
      sum = Math.fma(w0, x0[p], sum);
      sum = Math.fma(w1, x1[p], sum);
      sum = Math.fma(w2, x2[p], sum);
      sum = Math.fma(w3, x3[p], sum);
      y[p] = sum;
    }
  }

  private static void add1(float w, float[] x, float[] y) {
    for (int p = 0; p < POINTS; p++) {
      y[p] = Math.fma(w, x[p], y[p]);
    }
  }

  private static void add(float bias, float[] y) {
    for (int p = 0; p < POINTS; p++) {
      y[p] += bias;
    }
  }

  private static void sine(float bias, float[] y) {
    for (int p = 0; p < POINTS; p++) {
      y[p] = SinPi.fast(y[p] + bias);
    }
  }
}
