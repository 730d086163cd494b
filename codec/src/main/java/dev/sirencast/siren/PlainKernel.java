package dev.sirencast.siren;

import java.util.Arrays;
import java.util.List;

/**
 * The kernel in plain Java, in the shape that HotSpot's C2 compiles to vector instructions.
 *
 * <p>C2 (JDK 17 and 25) vectorises a loop over points that reads separate arrays at exactly its
 * counter and stores to one array; offsets, two stores or a sum over an array fall back to scalar
 * code, 4 to 6 times slower. So a neuron's row of points takes {@value FoldedLayer#BLOCK} inputs in
 * each pass: fewer would load and store the sum more often, more would need more pointers than
 * there are registers.
 *
 * <p>{@code Math.fma} is one instruction where the processor has it (x86 since 2013, all 64-bit
 * ARM). Elsewhere, and in the interpreter, Java computes it with BigDecimal, thousands of times
 * slower.
 */
final class PlainKernel implements SirenKernel {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public TileEvaluator evaluator(List<FoldedLayer> layers) {
    return new PlainEvaluator(layers);
  }

  private static final class PlainEvaluator implements TileEvaluator {
    private final List<FoldedLayer> layers;
    private final float[][] even;
    private final float[][] odd;

    PlainEvaluator(List<FoldedLayer> layers) {
      this.layers = layers;
      this.even = new float[FoldedLayer.depth(layers)][POINTS];
      this.odd = new float[even.length][POINTS];
    }

    @Override
    public void evaluate(float[][] coordinates, int count, float[] out, int offset) {
      float[][] x = coordinates;
      for (int layer = 0; layer < layers.size(); layer++) {
        float[][] y = layer % 2 == 0 ? even : odd;
        apply(layers.get(layer), x, y, count);
        x = y;
      }
      int outputs = layers.get(layers.size() - 1).rows;
      for (int c = 0; c < outputs; c++) {
        float[] row = x[c];
        for (int p = 0; p < count; p++) {
          out[offset + p * outputs + c] = row[p];
        }
      }
    }
  }

  private static void apply(FoldedLayer layer, float[][] x, float[][] y, int count) {
    for (int r = 0; r < layer.rows; r++) {
      sum(layer, r, x, y[r], count);
      if (layer.sine && layer.bounded) {
        sine(y[r], count);
      } else if (layer.sine) {
        SinPi.checked(y[r], 0, count);
      }
    }
  }

  private static void sum(FoldedLayer layer, int r, float[][] x, float[] y, int count) {
    float[] w = layer.weights;
    Arrays.fill(y, 0, count, layer.biases[r]);
    int c = 0;
    for (; c + 8 <= layer.columns; c += 8) {
      add8(w, layer.index(r, c), x, c, y, count);
    }
    if (c + 4 <= layer.columns) {
      add4(w, layer.index(r, c), x, c, y, count);
      c += 4;
    }
    for (; c < layer.columns; c++) {
      add1(w[layer.index(r, c)], x[c], y, count);
    }
  }

  private static void add8(float[] w, int i, float[][] x, int c, float[] y, int count) {
    add8(
        w[i], w[i + 8], w[i + 16], w[i + 24], w[i + 32], w[i + 40], w[i + 48], w[i + 56], x[c],
        x[c + 1], x[c + 2], x[c + 3], x[c + 4], x[c + 5], x[c + 6], x[c + 7], y, count);
  }

  private static void add8(
      float w0,
      float w1,
      float w2,
      float w3,
      float w4,
      float w5,
      float w6,
      float w7,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] x4,
      float[] x5,
      float[] x6,
      float[] x7,
      float[] y,
      int count) {
    for (int p = 0; p < count; p++) {
      y[p] =
          Math.fma(
              w7,
              x7[p],
              Math.fma(
                  w6,
                  x6[p],
                  Math.fma(
                      w5,
                      x5[p],
                      Math.fma(
                          w4,
                          x4[p],
                          Math.fma(
                              w3,
                              x3[p],
                              Math.fma(
                                  w2, x2[p], Math.fma(w1, x1[p], Math.fma(w0, x0[p], y[p]))))))));
    }
  }

  private static void add4(float[] w, int i, float[][] x, int c, float[] y, int count) {
    float w0 = w[i];
    float w1 = w[i + 8];
    float w2 = w[i + 16];
    float w3 = w[i + 24];
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    for (int p = 0; p < count; p++) {
      y[p] =
          Math.fma(w3, x3[p], Math.fma(w2, x2[p], Math.fma(w1, x1[p], Math.fma(w0, x0[p], y[p]))));
    }
  }

  private static void add1(float w, float[] x, float[] y, int count) {
    for (int p = 0; p < count; p++) {
      y[p] = Math.fma(w, x[p], y[p]);
    }
  }

  private static void sine(float[] y, int count) {
    for (int p = 0; p < count; p++) {
      y[p] = SinPi.fast(y[p]);
    }
  }
}
