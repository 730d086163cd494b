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
 */
final class VectorKernel implements SirenKernel {
  /** A constant of the class, without which C2 would box every vector. */
  private static final VectorSpecies<Float> SPECIES = species(KernelProvider.requestedBits());

  private static final int CODINGS = SPECIES.length();

  /** Whether a panel has two vectors: all but AVX2, with its 16 registers, can hold their sums. */
  private static final boolean PAIRED = SPECIES.vectorBitSize() != 256;

  /** Points in a panel. */
  private static final int PANEL = PAIRED ? 2 * CODINGS : CODINGS;

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
    public void evaluate(
        PackedNetwork network, double[][] coordinates, int count, float[] out, int offset) {
      // Points of the last panel beyond count are evaluated too; nobody reads them.
      int panels = (count + PANEL - 1) / PANEL;
      int stride = network.depth() * PANEL;
      if (even.length < POINTS / PANEL * stride) {
        even = new float[POINTS / PANEL * stride];
        odd = new float[even.length];
      }
      first(network.first(), coordinates, panels, stride);
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
      unpack(x, stride, network.outputs(), count, out, offset);
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

  private static void unpack(
      float[] y, int stride, int outputs, int count, float[] out, int offset) {
    for (int start = 0; start < count; start += PANEL) {
      int at = start / PANEL * stride;
      int points = Math.min(PANEL, count - start);
      int to = offset + start * outputs;
      for (int c = 0; c < outputs; c++) {
        for (int p = 0; p < points; p++) {
          out[to + p * outputs + c] = y[at + c * PANEL + p];
        }
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

  private static void sine(float[] y, int base, int rows) {
    for (int at = base; at < base + rows * PANEL; at += PANEL) {
      FloatVector a = sinPi(FloatVector.fromArray(SPECIES, y, at));
      if (PAIRED) {
        sinPi(FloatVector.fromArray(SPECIES, y, at + CODINGS)).intoArray(y, at + CODINGS);
      }
      a.intoArray(y, at);
    }
  }

  /** {@link SinPi#fast} on a vector, operation by operation. */
  private static FloatVector sinPi(FloatVector z) {
    FloatVector k = z.fma(broadcast(0.5f), broadcast(SinPi.ROUND)).sub(SinPi.ROUND);
    FloatVector u = k.fma(broadcast(-2f), z);
    FloatVector v = u.mul(u);
    FloatVector w = u.neg().fma(u, broadcast(1f));
    FloatVector p =
        broadcast(SinPi.P5)
            .fma(v, broadcast(SinPi.P4))
            .fma(v, broadcast(SinPi.P3))
            .fma(v, broadcast(SinPi.P2))
            .fma(v, broadcast(SinPi.P1))
            .fma(v, broadcast(SinPi.P0));
    return u.mul(w).mul(p);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
