package dev.sirencast.trainer.cpu;

import static dev.sirencast.trainer.cpu.PackedMatrix.BLOCK;
import static dev.sirencast.trainer.cpu.PackedMatrix.QUAD;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API (module {@code jdk.incubator.vector}): {@link TrainingKernels} loads
 * this class by name, where the module is there.
 *
 * <p>A layer is computed for 8 rows and two vectors of points at a time: 16 independent
 * accumulators keep the multiply-add units busy for the length of their latency. The sums over
 * points that become gradients are made 4 rows by 4 columns at a time, lane by lane; lanes are
 * added up at the end, of the whole gradient where its sums fit a cache, else of a tile. C2 inlines
 * only so much into a method, and boxes vectors where it stops: no method here should grow.
 *
 * <p>Measured with AVX-512: two vectors of points in a step of the sums over points spill and take
 * 1.9 times as long, and so does adding to kept sums after the loop in place of starting from them;
 * reductions by masks and shuffles take 5 times as long as {@link #reduce}.
 */
final class VectorTrainingKernel implements TrainingKernel<PanelBuffer> {
  private static final VectorSpecies<Float> SPECIES = species(TrainingKernels.requestedBits());

  private static final int LANES = SPECIES.length();

  /** Points that the layers take at once: two vectors. */
  private static final int PANEL = 2 * LANES;

  /** Points in a tile of a narrow network, whose activations then stay in the nearest cache. */
  private static final int NARROW_TILE = 256;

  /** Points in a tile of others: fewer, and adding up lanes takes longer. */
  private static final int WIDE_TILE = 512;

  /** Values of one layer's activations at most, down to tiles of 128 points. */
  private static final int TILE_VALUES = 1 << 19;

  /** Values between two vectors of a row. */
  private static final int STEP = 4 * LANES;

  /** Blocks whose sums are made before their lanes are added up, where no sums are kept. */
  private static final int CHUNK = 8;

  /** The most lane sums that are kept until a gradient is finished: what stays in a cache. */
  private static final int MAX_KEPT = 1 << 16;

  /** By distance: 1 in the lanes whose number lacks that bit, else 0. */
  private static final float[][] EVEN = new float[LANES][LANES];

  /** The other lanes. */
  private static final float[][] ODD = new float[LANES][LANES];

  static {
    for (int distance = 1; distance < LANES; distance *= 2) {
      for (int i = 0; i < LANES; i++) {
        EVEN[distance][i] = (i & distance) == 0 ? 1 : 0;
        ODD[distance][i] = 1 - EVEN[distance][i];
      }
    }
  }

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
  public int tilePoints(int features) {
    int most = features < 32 ? NARROW_TILE : WIDE_TILE;
    int points = Math.max(128, Math.min(most, TILE_VALUES / features));
    return (points + PANEL - 1) / PANEL * PANEL;
  }

  @Override
  public PanelBuffer buffer(int rows, int tilePoints) {
    return new PanelBuffer(rows, vectors(tilePoints), LANES);
  }

  /** The vectors that hold some points, an even number. */
  private static int vectors(int points) {
    return (points + PANEL - 1) / PANEL * 2;
  }

  @Override
  public void load(float[] values, int first, int count, PanelBuffer buffer, int row) {
    float[] to = buffer.values;
    int at = buffer.start(row, LANES);
    int done = 0;
    for (; done + LANES <= count; done += LANES) {
      load(values, first + done).intoArray(to, at);
      at += STEP;
    }
    int end = vectors(count) * LANES;
    for (; done < end; done++) {
      to[at + done % LANES] = done < count ? values[first + done] : 0f;
      at += done % LANES == LANES - 1 ? STEP : 0;
    }
  }

  @Override
  public void store(PanelBuffer buffer, int row, int count, float[] out, int offset, int stride) {
    int from = buffer.start(row, LANES);
    for (int p = 0; p < count; p++) {
      out[offset + p * stride] = buffer.values[from + p / LANES * STEP + p % LANES];
    }
  }

  @Override
  public void affine(PackedMatrix w, PanelBuffer x, PanelBuffer z, int points) {
    for (int v = 0; v < vectors(points); v += 2) {
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

  @Override
  public void sinCos(PanelBuffer turns, PanelBuffer cosines, int points) {
    for (int q = 0; q < turns.rows / 4; q++) {
      sinCos(turns.values, cosines.values, q * turns.stride, vectors(points) * STEP);
    }
  }

  /** {@link SinCos} on vectors, operation by operation. */
  private static void sinCos(float[] t, float[] cosines, int from, int count) {
    for (int k = 0; k < count; k += LANES) {
      int i = from + k;
      FloatVector turns = load(t, i);
      FloatVector u = turns.sub(turns.add(SinCos.ROUND).sub(SinCos.ROUND));
      FloatVector v = u.mul(u);
      FloatVector p =
          broadcast(SinCos.P4)
              .fma(v, broadcast(SinCos.P3))
              .fma(v, broadcast(SinCos.P2))
              .fma(v, broadcast(SinCos.P1))
              .fma(v, broadcast(SinCos.P0));
      FloatVector c =
          broadcast(SinCos.Q4)
              .fma(v, broadcast(SinCos.Q3))
              .fma(v, broadcast(SinCos.Q2))
              .fma(v, broadcast(SinCos.Q1))
              .fma(v, broadcast(SinCos.Q0));
      FloatVector s = u.mul(p);
      FloatVector twice = s.add(s);
      twice.mul(c).intoArray(t, i);
      twice.neg().fma(s, broadcast(1f)).intoArray(cosines, i);
    }
  }

  @Override
  public LayerGradient gradient(int rows, int columns) {
    int quads = PackedMatrix.padded(rows) / 4 * (PackedMatrix.padded(columns) / 4);
    boolean kept = quads * 16L * LANES <= MAX_KEPT;
    int partial = ((kept ? quads : Math.min(quads, CHUNK)) * 16 + 2) * LANES;
    return new LayerGradient(rows, columns, partial, (up16(rows) + 2) * LANES, kept);
  }

  private static int up16(int rows) {
    return (rows + 15) / 16 * 16;
  }

  @Override
  public void products(PanelBuffer deltas, PanelBuffer inputs, LayerGradient sums, int points) {
    int vectors = vectors(points);
    int quads = inputs.rows / 4;
    int chunk = sums.kept ? quads : CHUNK;
    for (int first = 0; first < quads; first += chunk) {
      int end = Math.min(quads, first + chunk);
      for (int r = 0; r < deltas.rows / 4; r++) {
        int block = r * quads + first;
        int at = LANES + (sums.kept ? block * 16 * LANES : 0);
        for (int c = first; c < end; c++) {
          product(deltas, r, inputs, c, vectors, sums.partial, at, sums.kept);
          at += 16 * LANES;
        }
        if (!sums.kept) {
          reduce(sums.partial, (end - first) * 16, sums.blocks, block * 16);
        }
      }
    }
  }

  @Override
  public void finish(LayerGradient sums) {
    if (sums.kept) {
      reduce(sums.partial, sums.blocks.length, sums.blocks, 0);
    }
    reduce(sums.biasPartial, sums.biases.length, sums.biases, 0);
  }

  /**
   * Adds up the lanes of each vector of {@code partial}, which is used up, and adds the sums to
   * {@code to}.
   *
   * <p>At distance d, lanes without bit d take the sums of one vector's lanes i and i + d, and
   * those with it the other vector's, so that half as many vectors are left; after the last
   * distance there is one sum a lane, in order. Shifted lanes are loads at a shifted place, and
   * lanes are chosen by products with 0 and 1: C2 of JDK 17 makes masks and shuffles out of bytes
   * again and again, which takes 5 times as long.
   */
  private static void reduce(float[] partial, int vectors, float[] to, int at) {
    int left = vectors;
    for (int distance = 1; distance < LANES; distance *= 2) {
      left /= 2;
      halve(partial, left, distance, EVEN[distance], ODD[distance]);
    }
    for (int i = 0; i < left; i++) {
      int here = at + i * LANES;
      load(to, here).add(load(partial, LANES + i * LANES)).intoArray(to, here);
    }
  }

  private static void halve(float[] partial, int count, int distance, float[] even, float[] odd) {
    FloatVector first = load(even, 0);
    FloatVector second = load(odd, 0);
    for (int i = 0; i < count; i++) {
      int a = LANES + 2 * i * LANES;
      FloatVector low = load(partial, a).add(load(partial, a + distance));
      FloatVector high = load(partial, a + LANES).add(load(partial, a + LANES - distance));
      low.mul(first).add(high.mul(second)).intoArray(partial, LANES + i * LANES);
    }
  }

  private static void product(
      PanelBuffer deltas,
      int r,
      PanelBuffer inputs,
      int c,
      int vectors,
      float[] sums,
      int at,
      boolean add) {
    float[] d = deltas.values;
    float[] x = inputs.values;
    int dFrom = r * deltas.stride;
    int xFrom = c * inputs.stride;
    FloatVector s00 = broadcast(0f);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    if (add) {
      s00 = load(sums, at);
      s01 = load(sums, at + 1 * LANES);
      s02 = load(sums, at + 2 * LANES);
      s03 = load(sums, at + 3 * LANES);
      s10 = load(sums, at + 4 * LANES);
      s11 = load(sums, at + 5 * LANES);
      s12 = load(sums, at + 6 * LANES);
      s13 = load(sums, at + 7 * LANES);
      s20 = load(sums, at + 8 * LANES);
      s21 = load(sums, at + 9 * LANES);
      s22 = load(sums, at + 10 * LANES);
      s23 = load(sums, at + 11 * LANES);
      s30 = load(sums, at + 12 * LANES);
      s31 = load(sums, at + 13 * LANES);
      s32 = load(sums, at + 14 * LANES);
      s33 = load(sums, at + 15 * LANES);
    }
    for (int v = 0; v < vectors; v++) {
      int di = dFrom + v * STEP;
      int xi = xFrom + v * STEP;
      FloatVector x0 = load(x, xi + 0 * LANES);
      FloatVector x1 = load(x, xi + 1 * LANES);
      FloatVector x2 = load(x, xi + 2 * LANES);
      FloatVector x3 = load(x, xi + 3 * LANES);
      FloatVector d0 = load(d, di + 0 * LANES);
      s00 = d0.fma(x0, s00);
      s01 = d0.fma(x1, s01);
      s02 = d0.fma(x2, s02);
      s03 = d0.fma(x3, s03);
      FloatVector d1 = load(d, di + 1 * LANES);
      s10 = d1.fma(x0, s10);
      s11 = d1.fma(x1, s11);
      s12 = d1.fma(x2, s12);
      s13 = d1.fma(x3, s13);
      FloatVector d2 = load(d, di + 2 * LANES);
      s20 = d2.fma(x0, s20);
      s21 = d2.fma(x1, s21);
      s22 = d2.fma(x2, s22);
      s23 = d2.fma(x3, s23);
      FloatVector d3 = load(d, di + 3 * LANES);
      s30 = d3.fma(x0, s30);
      s31 = d3.fma(x1, s31);
      s32 = d3.fma(x2, s32);
      s33 = d3.fma(x3, s33);
    }
    s00.intoArray(sums, at + 0 * LANES);
    s01.intoArray(sums, at + 1 * LANES);
    s02.intoArray(sums, at + 2 * LANES);
    s03.intoArray(sums, at + 3 * LANES);
    s10.intoArray(sums, at + 4 * LANES);
    s11.intoArray(sums, at + 5 * LANES);
    s12.intoArray(sums, at + 6 * LANES);
    s13.intoArray(sums, at + 7 * LANES);
    s20.intoArray(sums, at + 8 * LANES);
    s21.intoArray(sums, at + 9 * LANES);
    s22.intoArray(sums, at + 10 * LANES);
    s23.intoArray(sums, at + 11 * LANES);
    s30.intoArray(sums, at + 12 * LANES);
    s31.intoArray(sums, at + 13 * LANES);
    s32.intoArray(sums, at + 14 * LANES);
    s33.intoArray(sums, at + 15 * LANES);
  }

  @Override
  public void deltas(PanelBuffer gradients, PanelBuffer cosines, LayerGradient sums, int points) {
    for (int r = 0; r < cosines.rows; r++) {
      int from = cosines.start(r, LANES);
      deltas(gradients.values, cosines.values, from, vectors(points), sums.biasPartial, r);
    }
  }

  private static void deltas(
      float[] gradients, float[] cosines, int from, int vectors, float[] sums, int r) {
    FloatVector a = load(sums, LANES + r * LANES);
    FloatVector b = broadcast(0f);
    for (int v = 0; v < vectors; v += 2) {
      int i = from + v * STEP;
      FloatVector first = load(gradients, i).mul(load(cosines, i));
      FloatVector second = load(gradients, i + STEP).mul(load(cosines, i + STEP));
      first.intoArray(cosines, i);
      second.intoArray(cosines, i + STEP);
      a = a.add(first);
      b = b.add(second);
    }
    a.add(b).intoArray(sums, LANES + r * LANES);
  }

  @Override
  public void rowSums(PanelBuffer deltas, LayerGradient sums, int points) {
    for (int r = 0; r < deltas.rows; r++) {
      rowSum(deltas.values, deltas.start(r, LANES), vectors(points), sums.biasPartial, r);
    }
  }

  private static void rowSum(float[] deltas, int from, int vectors, float[] sums, int r) {
    FloatVector a = load(sums, LANES + r * LANES);
    for (int v = 0; v < vectors; v++) {
      a = a.add(load(deltas, from + v * STEP));
    }
    a.intoArray(sums, LANES + r * LANES);
  }

  @Override
  public double residual(PanelBuffer outputs, PanelBuffer targets, int points) {
    float[] y = outputs.values;
    int end = vectors(points) * LANES;
    for (int r = 0; r < outputs.rows; r++) {
      int from = outputs.start(r, LANES);
      for (int p = points; p < end; p++) {
        y[from + p / LANES * STEP + p % LANES] = 0f;
      }
    }
    return residual(y, targets.values, end * QUAD);
  }

  /** Outputs are one quad of rows, which begins at 0. */
  private static double residual(float[] y, float[] targets, int count) {
    FloatVector even = broadcast(0f);
    FloatVector odd = broadcast(0f);
    for (int i = 0; i < count; i += 2 * LANES) {
      FloatVector a = load(y, i).sub(load(targets, i));
      FloatVector b = load(y, i + LANES).sub(load(targets, i + LANES));
      a.intoArray(y, i);
      b.intoArray(y, i + LANES);
      even = a.fma(a, even);
      odd = b.fma(b, odd);
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void adam(
      AdamMoments moments, float[] weights, float[] gradient, float[] rates, float rate) {
    float[] mean = moments.mean;
    float[] variance = moments.variance;
    float root = moments.rootCorrection();
    int i = 0;
    for (; i + LANES <= weights.length; i += LANES) {
      FloatVector g = load(gradient, i);
      FloatVector m = load(mean, i).mul(AdamMoments.BETA1).add(g.mul(1 - AdamMoments.BETA1));
      FloatVector v =
          load(variance, i).mul(AdamMoments.BETA2).add(g.mul(g).mul(1 - AdamMoments.BETA2));
      m.intoArray(mean, i);
      v.intoArray(variance, i);
      FloatVector update =
          m.div(v.lanewise(VectorOperators.SQRT).mul(root).add(AdamMoments.EPSILON));
      load(weights, i).sub(update.mul(load(rates, i)).mul(rate)).intoArray(weights, i);
    }
    PlainTrainingKernel.adam(moments, weights, gradient, rates, rate, i);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
