package dev.sirencast.siren;

import static dev.sirencast.siren.PackedLayer.BLOCK;
import static dev.sirencast.siren.TileEvaluator.POINTS;

import java.util.Arrays;

/**
 * The kernel in plain Java, in the shape that HotSpot's C2 compiles to vector instructions.
 *
 * <p>C2 (JDK 17 and 25) vectorises a loop over points that reads separate arrays at exactly its
 * counter and stores to one array, or to two; offsets, four stores or a sum over an array fall back
 * to scalar code, 3 to 6 times slower. The trip count is a constant, and the tile always computed
 * whole: with a variable count, JDK 17 takes a loop of seven terms for too large to unroll, and
 * leaves it scalar. Two rows take four inputs in each pass: a tile's activations come out of the
 * second-level cache once for both, which is a fifth faster than a row with eight inputs at a time.
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
  public KernelScratch scratch() {
    return new PlainScratch();
  }

  private static final class PlainScratch implements KernelScratch {
    private final double[] scratch = new double[POINTS];
    private float[][] even = {};
    private float[][] odd = {};

    @Override
    public BoxSines boxSines() {
      return new BoxSines(1);
    }

    @Override
    public void evaluate(
        PackedNetwork network, double[][] coordinates, int count, float[] out, int offset) {
      reserve(network);
      for (int r = 0; r < network.first().rows; r++) {
        network.first().phases(r, coordinates, scratch, even[r]);
        sine(0f, even[r]);
      }
      unpack(rest(network), network.outputs(), 0, count, out, offset);
    }

    @Override
    public void evaluate(
        PackedNetwork network, BoxSines first, float[] out, int offset, int stride) {
      reserve(network);
      int columns = first.columns();
      int together = POINTS / columns;
      for (int row = 0; row < first.rows(); row += together) {
        int rows = Math.min(together, first.rows() - row);
        for (int r = 0; r < network.first().rows; r++) {
          for (int j = 0; j < rows; j++) {
            combine(first, r, row + j, even[r], j * columns);
          }
        }
        float[][] y = rest(network);
        for (int j = 0; j < rows; j++) {
          int to = offset + (row + j) * stride;
          unpack(y, network.outputs(), j * columns, columns, out, to);
        }
      }
    }

    private void reserve(PackedNetwork network) {
      if (even.length < network.depth()) {
        even = new float[network.depth()][POINTS];
        odd = new float[network.depth()][POINTS];
      }
    }

    /** Goes on from the first layer's values in even, and returns where the outputs are. */
    private float[][] rest(PackedNetwork network) {
      float[][] x = even;
      float[][] y = odd;
      for (PackedLayer layer : network.rest()) {
        apply(layer, x, y);
        float[][] swap = x;
        x = y;
        y = swap;
      }
      return x;
    }
  }

  /** Makes the sines of a neuron of the first layer along a row of a box. */
  private static void combine(BoxSines box, int neuron, int row, float[] y, int from) {
    float[] sines = box.sines();
    float[] cosines = box.cosines();
    float sine = sines[box.row(row) + neuron];
    float cosine = cosines[box.row(row) + neuron];
    int at = box.column(neuron);
    for (int i = 0; i < box.columns(); i++) {
      y[from + i] = Math.fma(sines[at + i], cosine, cosines[at + i] * sine);
    }
  }

  private static void unpack(
      float[][] y, int outputs, int from, int count, float[] out, int offset) {
    for (int c = 0; c < outputs; c++) {
      float[] row = y[c];
      for (int p = 0; p < count; p++) {
        out[offset + p * outputs + c] = row[from + p];
      }
    }
  }

  private static void apply(PackedLayer layer, float[][] x, float[][] y) {
    int row = 0;
    for (; row + 2 <= layer.rows; row += 2) {
      sumPair(layer, row, x, y[row], y[row + 1]);
    }
    if (row < layer.rows) {
      sum(layer, row, x, y[row]);
    }
    for (int r = 0; r < layer.rows; r++) {
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

  /** The sums of two rows, so that inputs are read from the second-level cache half as often. */
  private static void sumPair(PackedLayer layer, int r, float[][] x, float[] y, float[] z) {
    Arrays.fill(y, 0f);
    Arrays.fill(z, 0f);
    float[] w = layer.weights;
    int c = 0;
    for (; c + 4 <= layer.columns; c += 4) {
      addPair4(w, layer.index(r, c), layer.index(r + 1, c), x, c, y, z);
    }
    for (; c < layer.columns; c++) {
      add1(w[layer.index(r, c)], x[c], y);
      add1(w[layer.index(r + 1, c)], x[c], z);
    }
  }

  /** Adds inputs c to c + 3 to the sums y and z, whose first weights stand at i and j. */
  private static void addPair4(float[] w, int i, int j, float[][] x, int c, float[] y, float[] z) {
    float w0 = w[i];
    float w1 = w[i + 1 * BLOCK];
    float w2 = w[i + 2 * BLOCK];
    float w3 = w[i + 3 * BLOCK];
    float v0 = w[j];
    float v1 = w[j + 1 * BLOCK];
    float v2 = w[j + 2 * BLOCK];
    float v3 = w[j + 3 * BLOCK];
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    for (int p = 0; p < POINTS; p++) {
      float sum = y[p];
      sum = Math.fma(w0, x0[p], sum);
      sum = Math.fma(w1, x1[p], sum);
      sum = Math.fma(w2, x2[p], sum);
      y[p] = Math.fma(w3, x3[p], sum);
      float other = z[p];
      other = Math.fma(v0, x0[p], other);
      other = Math.fma(v1, x1[p], other);
      other = Math.fma(v2, x2[p], other);
      z[p] = Math.fma(v3, x3[p], other);
    }
  }

  private static void sum(PackedLayer layer, int r, float[][] x, float[] y) {
    Arrays.fill(y, 0f);
    int c = 0;
    for (; c + 4 <= layer.columns; c += 4) {
      add4(layer.weights, layer.index(r, c), x, c, y);
    }
    for (; c < layer.columns; c++) {
      add1(layer.weights[layer.index(r, c)], x[c], y);
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
