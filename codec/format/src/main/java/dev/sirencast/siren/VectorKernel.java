package dev.sirencast.siren;

import static dev.sirencast.siren.PackedLayer.BLOCK;
import static dev.sirencast.siren.TileEvaluator.POINTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API (module {@code jdk.incubator.vector}): {@link KernelProvider} loads
 * this class by name, where the module is there.
 *
 * <p>A tile is cut into panels of one or two vectors of points; a panel's values lie together,
 * {@code [panel][row][point]}, so that a sum over the inputs walks through memory in order. Sums
 * are made for {@value PackedLayer#BLOCK} neurons at a time: with two vectors, 16 independent
 * accumulators keep the multiply-add units busy for the length of their latency, and each loaded
 * number is used 2 or 8 times.
 *
 * <p>Measured on layers of 256: with AVX-512, 6 by 2 reaches 87 % of the speed of 8 by 2, 4 by 4 80
 * %, 8 by 1 78 %, and rows of 512 points in separate arrays 62 %. With AVX2, 8 by 2 spills and
 * takes 1.8 times as long as 8 by 1; 6 by 2, the best there, is 8 % faster and fits no power of
 * two. The sine is a pass of its own because its constants do not fit beside the accumulators.
 *
 * <p>Sums and sines are methods of more than 325 bytes of code, which C2 never inlines
 * (FreqInlineSize) but compiles alone. Inlined, they would take what C2 allows a method in nodes
 * (NodeCountInliningCutoff); operations behind that are calls, whose vectors are objects: ten times
 * slower, and in some runs only.
 */
final class VectorKernel implements SirenKernel {
  /** A constant of the class, without which C2 would box every vector. */
  private static final VectorSpecies<Float> SPECIES = species(KernelProvider.requestedBits());

  private static final int CODINGS = SPECIES.length();

  /** Whether a panel has two vectors: all but AVX2, with its 16 registers, can hold their sums. */
  private static final boolean PAIRED = SPECIES.vectorBitSize() != 256;

  /** Points in a panel. */
  private static final int PANEL = PAIRED ? 2 * CODINGS : CODINGS;

  private static final int VECTORS = PANEL / CODINGS;

  /** Values of one side of a layer that stay in the first-level cache beside the other side's. */
  private static final int CACHED = 1 << 12;

  private static VectorSpecies<Float> species(int bits) {
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public KernelScratch scratch() {
    return new VectorScratch();
  }

  private static final class VectorScratch implements KernelScratch {
    private final double[] sums = new double[POINTS];
    private final float[] phases = new float[POINTS];
    private float[] even = {};
    private float[] odd = {};

    @Override
    public BoxSines boxSines() {
      return new BoxSines(CODINGS);
    }

    @Override
    public void evaluate(
        PackedNetwork network, double[][] coordinates, int count, float[] out, int offset) {
      // Points of the last panel beyond count are evaluated too; nobody reads them.
      int panels = (count + PANEL - 1) / PANEL;
      int stride = network.depth() * PANEL;
      reserve(POINTS / PANEL * stride);
      first(network.first(), coordinates, panels, stride);
      float[] y = rest(network, panels, stride);
      int outputs = network.outputs();
      for (int start = 0; start < count; start += PANEL) {
        int points = Math.min(PANEL, count - start);
        unpack(y, start / PANEL * stride, outputs, points, out, offset + start * outputs);
      }
    }

    @Override
    public void evaluate(
        PackedNetwork network, BoxSines first, float[] out, int offset, int rowStride) {
      int stride = network.depth() * PANEL;
      int together = Math.max(1, CACHED / stride) * VECTORS;
      reserve(together / VECTORS * stride);
      int outputs = network.outputs();
      int across = first.stride() / CODINGS;
      int all = first.rows() * across;
      for (int start = 0; start < all; start += together) {
        int vectors = Math.min(together, all - start);
        for (int v = 0; v < vectors; v++) {
          int row = (start + v) / across;
          int column = (start + v) % across * CODINGS;
          combine(first, row, column, even, place(v, stride));
        }
        // The last panel's second vector may hold old values: nobody reads what becomes of them.
        float[] y = rest(network, (vectors + VECTORS - 1) / VECTORS, stride);
        for (int v = 0; v < vectors; v++) {
          int row = (start + v) / across;
          int column = (start + v) % across * CODINGS;
          int points = Math.min(CODINGS, first.columns() - column);
          int to = offset + row * rowStride + column * outputs;
          unpack(y, place(v, stride), outputs, points, out, to);
        }
      }
    }

    /** Where the v-th vector's first value stands. */
    private static int place(int v, int stride) {
      return v / VECTORS * stride + v % VECTORS * CODINGS;
    }

    private void reserve(int length) {
      if (even.length < length) {
        even = new float[length];
        odd = new float[length];
      }
    }

    /** Goes on from the first layer's values in even, and returns where the outputs are. */
    private float[] rest(PackedNetwork network, int panels, int stride) {
      float[] x = even;
      float[] y = odd;
      for (PackedLayer layer : network.rest()) {
        for (int panel = 0; panel < panels; panel++) {
          apply(layer, x, y, panel * stride);
        }
        float[] swap = x;
        x = y;
        y = swap;
      }
      return x;
    }

    private void first(FirstLayer layer, double[][] coordinates, int panels, int stride) {
      for (int r = 0; r < layer.rows; r++) {
        layer.phases(r, coordinates, sums, phases);
        for (int panel = 0; panel < panels; panel++) {
          System.arraycopy(phases, panel * PANEL, even, panel * stride + r * PANEL, PANEL);
        }
      }
      for (int panel = 0; panel < panels; panel++) {
        sine(even, panel * stride, layer.rows);
      }
    }
  }

  /** Makes the sines of the first layer for one vector of a box's points. */
  private static void combine(BoxSines box, int row, int column, float[] y, int base) {
    float[] sines = box.sines();
    float[] cosines = box.cosines();
    int from = box.row(row);
    int neurons = box.row(row + 1) - from;
    int stride = box.stride();
    for (int r = 0; r < neurons; r++) {
      FloatVector cosine = FloatVector.fromArray(SPECIES, cosines, r * stride + column);
      FloatVector.fromArray(SPECIES, sines, r * stride + column)
          .fma(broadcast(cosines[from + r]), cosine.mul(broadcast(sines[from + r])))
          .intoArray(y, base + r * PANEL);
    }
  }

  /** Writes outputs of some points of a panel, interleaved. */
  private static void unpack(float[] y, int at, int outputs, int points, float[] out, int offset) {
    for (int c = 0; c < outputs; c++) {
      for (int p = 0; p < points; p++) {
        out[offset + p * outputs + c] = y[at + c * PANEL + p];
      }
    }
  }

  private static void apply(PackedLayer layer, float[] x, float[] y, int base) {
    for (int r = 0; r < layer.paddedRows; r += BLOCK) {
      if (PAIRED) {
        pairs(layer, r, x, y, base);
      } else {
        singles(layer, r, x, y, base);
      }
    }
    if (layer.sine && layer.bounded) {
      sine(y, base, layer.rows);
    } else if (layer.sine) {
      SinPi.checked(y, base, layer.rows * PANEL);
    }
  }

  /** Makes the sums of neurons r to r + 7 at the points of one panel of two vectors. */
  private static void pairs(PackedLayer layer, int r, float[] x, float[] y, int base) {
    float[] weights = layer.weights;
    int first = r * layer.columns;
    int columns = layer.columns;
    FloatVector a0 = broadcast(0f);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    FloatVector b5 = a0;
    FloatVector b6 = a0;
    FloatVector b7 = a0;
    for (int c = 0; c < columns; c++) {
      int i = first + c * BLOCK;
      FloatVector xa = FloatVector.fromArray(SPECIES, x, base + c * PANEL);
      FloatVector xb = FloatVector.fromArray(SPECIES, x, base + c * PANEL + CODINGS);
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
    float[] biases = layer.biases;
    int target = base + r * PANEL;
    a0.add(biases[r]).intoArray(y, target);
    b0.add(biases[r]).intoArray(y, target + CODINGS);
    a1.add(biases[r + 1]).intoArray(y, target + PANEL);
    b1.add(biases[r + 1]).intoArray(y, target + PANEL + CODINGS);
    a2.add(biases[r + 2]).intoArray(y, target + 2 * PANEL);
    b2.add(biases[r + 2]).intoArray(y, target + 2 * PANEL + CODINGS);
    a3.add(biases[r + 3]).intoArray(y, target + 3 * PANEL);
    b3.add(biases[r + 3]).intoArray(y, target + 3 * PANEL + CODINGS);
    a4.add(biases[r + 4]).intoArray(y, target + 4 * PANEL);
    b4.add(biases[r + 4]).intoArray(y, target + 4 * PANEL + CODINGS);
    a5.add(biases[r + 5]).intoArray(y, target + 5 * PANEL);
    b5.add(biases[r + 5]).intoArray(y, target + 5 * PANEL + CODINGS);
    a6.add(biases[r + 6]).intoArray(y, target + 6 * PANEL);
    b6.add(biases[r + 6]).intoArray(y, target + 6 * PANEL + CODINGS);
    a7.add(biases[r + 7]).intoArray(y, target + 7 * PANEL);
    b7.add(biases[r + 7]).intoArray(y, target + 7 * PANEL + CODINGS);
  }

  /** Makes the sums of neurons r to r + 7 at the points of one panel of one vector. */
  private static void singles(PackedLayer layer, int r, float[] x, float[] y, int base) {
    float[] weights = layer.weights;
    int first = r * layer.columns;
    int columns = layer.columns;
    FloatVector a0 = broadcast(0f);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int c = 0; c < columns; c++) {
      int i = first + c * BLOCK;
      FloatVector xa = FloatVector.fromArray(SPECIES, x, base + c * PANEL);
      a0 = broadcast(weights[i]).fma(xa, a0);
      a1 = broadcast(weights[i + 1]).fma(xa, a1);
      a2 = broadcast(weights[i + 2]).fma(xa, a2);
      a3 = broadcast(weights[i + 3]).fma(xa, a3);
      a4 = broadcast(weights[i + 4]).fma(xa, a4);
      a5 = broadcast(weights[i + 5]).fma(xa, a5);
      a6 = broadcast(weights[i + 6]).fma(xa, a6);
      a7 = broadcast(weights[i + 7]).fma(xa, a7);
    }
    float[] biases = layer.biases;
    int target = base + r * PANEL;
    a0.add(biases[r]).intoArray(y, target);
    a1.add(biases[r + 1]).intoArray(y, target + PANEL);
    a2.add(biases[r + 2]).intoArray(y, target + 2 * PANEL);
    a3.add(biases[r + 3]).intoArray(y, target + 3 * PANEL);
    a4.add(biases[r + 4]).intoArray(y, target + 4 * PANEL);
    a5.add(biases[r + 5]).intoArray(y, target + 5 * PANEL);
    a6.add(biases[r + 6]).intoArray(y, target + 6 * PANEL);
    a7.add(biases[r + 7]).intoArray(y, target + 7 * PANEL);
  }

  /**
   * Takes {@link SinPi#fast} of the values of one panel, operation by operation, two vectors at a
   * time: an odd last row is taken together with what stands behind it.
   */
  private static void sine(float[] y, int base, int rows) {
    FloatVector half = broadcast(0.5f);
    FloatVector one = broadcast(1f);
    FloatVector two = broadcast(-2f);
    FloatVector round = broadcast(SinPi.ROUND);
    FloatVector p0 = broadcast(SinPi.P0);
    FloatVector p1 = broadcast(SinPi.P1);
    FloatVector p2 = broadcast(SinPi.P2);
    FloatVector p3 = broadcast(SinPi.P3);
    FloatVector p4 = broadcast(SinPi.P4);
    FloatVector p5 = broadcast(SinPi.P5);
    int end = base + rows * PANEL;
    for (int at = base; at < end; at += 2 * CODINGS) {
      FloatVector za = FloatVector.fromArray(SPECIES, y, at);
      FloatVector zb = FloatVector.fromArray(SPECIES, y, at + CODINGS);
      FloatVector ka = za.fma(half, round).sub(round);
      FloatVector kb = zb.fma(half, round).sub(round);
      FloatVector ua = ka.fma(two, za);
      FloatVector ub = kb.fma(two, zb);
      FloatVector va = ua.mul(ua);
      FloatVector vb = ub.mul(ub);
      FloatVector wa = ua.neg().fma(ua, one);
      FloatVector wb = ub.neg().fma(ub, one);
      FloatVector pa = p5.fma(va, p4).fma(va, p3).fma(va, p2).fma(va, p1).fma(va, p0);
      FloatVector pb = p5.fma(vb, p4).fma(vb, p3).fma(vb, p2).fma(vb, p1).fma(vb, p0);
      ua.mul(wa).mul(pa).intoArray(y, at);
      ub.mul(wb).mul(pb).intoArray(y, at + CODINGS);
    }
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
