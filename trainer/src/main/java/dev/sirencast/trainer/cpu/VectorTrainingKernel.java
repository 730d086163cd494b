package dev.sirencast.trainer.cpu;

import static dev.sirencast.trainer.cpu.PackedMatrix.BLOCK;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API (module {@code jdk.incubator.vector}): {@link TrainingKernels} loads
 * this class by name, where the module is there.
 */
final class VectorTrainingKernel implements TrainingKernel<PanelBuffer> {
  private static final VectorSpecies<Float> SPECIES = species(TrainingKernels.requestedBits());

  private static final int LANES = SPECIES.length();

  /** Points in a panel: two vectors. */
  private static final int PANEL = 2 * LANES;

  private static final boolean TREE = LANES == 4 || LANES == 8 || LANES == 16;

  private static final VectorMask<Float> MASK1 = mask(1);
  private static final VectorMask<Float> MASK2 = mask(2);
  private static final VectorMask<Float> MASK4 = mask(4);
  private static final VectorMask<Float> MASK8 = mask(8);
  private static final VectorShuffle<Float> SWAP1 = swap(1);
  private static final VectorShuffle<Float> SWAP2 = swap(2);
  private static final VectorShuffle<Float> SWAP4 = swap(4);
  private static final VectorShuffle<Float> SWAP8 = swap(8);

  private static VectorSpecies<Float> species(int bits) {
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }

  /** The lanes whose number has a bit. */
  private static VectorMask<Float> mask(int bit) {
    boolean[] lanes = new boolean[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = (i & bit) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  /** Swaps the lanes that differ in a bit. */
  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(SPECIES, i -> (i ^ bit) < LANES ? i ^ bit : i);
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int tilePoints(int features) {
    int points = Integer.getInteger("tile", 256);
    return (points + PANEL - 1) / PANEL * PANEL;
  }

  @Override
  public PanelBuffer buffer(int rows, int tilePoints) {
    return new PanelBuffer(rows, panels(tilePoints), PANEL);
  }

  private static int panels(int points) {
    return (points + PANEL - 1) / PANEL;
  }

  @Override
  public void load(float[] values, int first, int count, PanelBuffer buffer, int row) {
    float[] to = buffer.values;
    int at = row * PANEL;
    int done = 0;
    for (; done + PANEL <= count; done += PANEL) {
      System.arraycopy(values, first + done, to, at, PANEL);
      at += buffer.stride;
    }
    if (done < count) {
      System.arraycopy(values, first + done, to, at, count - done);
      java.util.Arrays.fill(to, at + count - done, at + PANEL, 0f);
    }
  }

  @Override
  public void store(PanelBuffer buffer, int row, int count, float[] out, int offset, int stride) {
    for (int p = 0; p < count; p++) {
      out[offset + p * stride] = buffer.values[p / PANEL * buffer.stride + row * PANEL + p % PANEL];
    }
  }

  @Override
  public void affine(PackedMatrix w, PanelBuffer x, PanelBuffer z, int points) {
    for (int panel = 0; panel < panels(points); panel++) {
      apply(w, x.values, panel * x.stride, z.values, panel * z.stride, false);
    }
  }

  @Override
  public void backward(PackedMatrix w, PanelBuffer deltas, PanelBuffer cosines, int points) {
    for (int panel = 0; panel < panels(points); panel++) {
      apply(w, deltas.values, panel * deltas.stride, cosines.values, panel * cosines.stride, true);
    }
  }

  private static void apply(
      PackedMatrix w, float[] x, int from, float[] y, int to, boolean multiply) {
    int r = 0;
    for (; r + BLOCK <= w.paddedRows; r += BLOCK) {
      eight(w, r, x, from, y, to + r * PANEL, multiply);
    }
    if (r < w.paddedRows) {
      four(w, r, x, from, y, to + r * PANEL, multiply);
    }
  }

  private static void eight(
      PackedMatrix w, int r, float[] x, int from, float[] y, int to, boolean multiply) {
    float[] weights = w.weights;
    float[] biases = w.biases;
    int first = r * w.columns;
    int columns = w.columns;
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
      FloatVector xa = FloatVector.fromArray(SPECIES, x, from + c * PANEL);
      FloatVector xb = FloatVector.fromArray(SPECIES, x, from + c * PANEL + LANES);
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
    if (multiply) {
      a0 = a0.mul(load(y, to + 0 * LANES));
      b0 = b0.mul(load(y, to + 1 * LANES));
      a1 = a1.mul(load(y, to + 2 * LANES));
      b1 = b1.mul(load(y, to + 3 * LANES));
      a2 = a2.mul(load(y, to + 4 * LANES));
      b2 = b2.mul(load(y, to + 5 * LANES));
      a3 = a3.mul(load(y, to + 6 * LANES));
      b3 = b3.mul(load(y, to + 7 * LANES));
      a4 = a4.mul(load(y, to + 8 * LANES));
      b4 = b4.mul(load(y, to + 9 * LANES));
      a5 = a5.mul(load(y, to + 10 * LANES));
      b5 = b5.mul(load(y, to + 11 * LANES));
      a6 = a6.mul(load(y, to + 12 * LANES));
      b6 = b6.mul(load(y, to + 13 * LANES));
      a7 = a7.mul(load(y, to + 14 * LANES));
      b7 = b7.mul(load(y, to + 15 * LANES));
    }
    a0.intoArray(y, to + 0 * LANES);
    b0.intoArray(y, to + 1 * LANES);
    a1.intoArray(y, to + 2 * LANES);
    b1.intoArray(y, to + 3 * LANES);
    a2.intoArray(y, to + 4 * LANES);
    b2.intoArray(y, to + 5 * LANES);
    a3.intoArray(y, to + 6 * LANES);
    b3.intoArray(y, to + 7 * LANES);
    a4.intoArray(y, to + 8 * LANES);
    b4.intoArray(y, to + 9 * LANES);
    a5.intoArray(y, to + 10 * LANES);
    b5.intoArray(y, to + 11 * LANES);
    a6.intoArray(y, to + 12 * LANES);
    b6.intoArray(y, to + 13 * LANES);
    a7.intoArray(y, to + 14 * LANES);
    b7.intoArray(y, to + 15 * LANES);
  }

  private static void four(
      PackedMatrix w, int r, float[] x, int from, float[] y, int to, boolean multiply) {
    float[] weights = w.weights;
    float[] biases = w.biases;
    int first = r * w.columns;
    int columns = w.columns;
    FloatVector a0 = broadcast(biases[r]);
    FloatVector a1 = broadcast(biases[r + 1]);
    FloatVector a2 = broadcast(biases[r + 2]);
    FloatVector a3 = broadcast(biases[r + 3]);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    for (int c = 0; c < columns; c++) {
      int i = first + c * PackedMatrix.QUAD;
      FloatVector xa = FloatVector.fromArray(SPECIES, x, from + c * PANEL);
      FloatVector xb = FloatVector.fromArray(SPECIES, x, from + c * PANEL + LANES);
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
    if (multiply) {
      a0 = a0.mul(load(y, to + 0 * LANES));
      b0 = b0.mul(load(y, to + 1 * LANES));
      a1 = a1.mul(load(y, to + 2 * LANES));
      b1 = b1.mul(load(y, to + 3 * LANES));
      a2 = a2.mul(load(y, to + 4 * LANES));
      b2 = b2.mul(load(y, to + 5 * LANES));
      a3 = a3.mul(load(y, to + 6 * LANES));
      b3 = b3.mul(load(y, to + 7 * LANES));
    }
    a0.intoArray(y, to + 0 * LANES);
    b0.intoArray(y, to + 1 * LANES);
    a1.intoArray(y, to + 2 * LANES);
    b1.intoArray(y, to + 3 * LANES);
    a2.intoArray(y, to + 4 * LANES);
    b2.intoArray(y, to + 5 * LANES);
    a3.intoArray(y, to + 6 * LANES);
    b3.intoArray(y, to + 7 * LANES);
  }

  @Override
  public void sinCos(PanelBuffer turns, PanelBuffer cosines, int points) {
    for (int panel = 0; panel < panels(points); panel++) {
      sinCos(turns.values, cosines.values, panel * turns.stride, turns.rows);
    }
  }

  /** {@link SinCos} on vectors, operation by operation. */
  private static void sinCos(float[] t, float[] cosines, int from, int rows) {
    for (int i = from; i < from + rows * PANEL; i += LANES) {
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
  public void products(PanelBuffer deltas, PanelBuffer inputs, float[] blocks, int points) {
    int panels = panels(points);
    int block = 0;
    for (int r = 0; r < deltas.rows; r += 4) {
      for (int c = 0; c < inputs.rows; c += 4) {
        product(
            deltas.values,
            r * PANEL,
            deltas.stride,
            inputs.values,
            c * PANEL,
            inputs.stride,
            panels,
            blocks,
            block);
        block += 16;
      }
    }
  }

  private static void product(
      float[] d,
      int dFrom,
      int dStride,
      float[] x,
      int xFrom,
      int xStride,
      int panels,
      float[] blocks,
      int block) {
    FloatVector s00 = broadcast(0f);
    FloatVector s01 = broadcast(0f);
    FloatVector s02 = broadcast(0f);
    FloatVector s03 = broadcast(0f);
    FloatVector s10 = broadcast(0f);
    FloatVector s11 = broadcast(0f);
    FloatVector s12 = broadcast(0f);
    FloatVector s13 = broadcast(0f);
    FloatVector s20 = broadcast(0f);
    FloatVector s21 = broadcast(0f);
    FloatVector s22 = broadcast(0f);
    FloatVector s23 = broadcast(0f);
    FloatVector s30 = broadcast(0f);
    FloatVector s31 = broadcast(0f);
    FloatVector s32 = broadcast(0f);
    FloatVector s33 = broadcast(0f);
    for (int panel = 0; panel < panels; panel++) {
      int di = dFrom + panel * dStride;
      int xi = xFrom + panel * xStride;
      FloatVector x0a = load(x, xi + 0 * LANES);
      FloatVector x1a = load(x, xi + 2 * LANES);
      FloatVector x2a = load(x, xi + 4 * LANES);
      FloatVector x3a = load(x, xi + 6 * LANES);
      FloatVector d0a = load(d, di + 0 * LANES);
      s00 = d0a.fma(x0a, s00);
      s01 = d0a.fma(x1a, s01);
      s02 = d0a.fma(x2a, s02);
      s03 = d0a.fma(x3a, s03);
      FloatVector d1a = load(d, di + 2 * LANES);
      s10 = d1a.fma(x0a, s10);
      s11 = d1a.fma(x1a, s11);
      s12 = d1a.fma(x2a, s12);
      s13 = d1a.fma(x3a, s13);
      FloatVector d2a = load(d, di + 4 * LANES);
      s20 = d2a.fma(x0a, s20);
      s21 = d2a.fma(x1a, s21);
      s22 = d2a.fma(x2a, s22);
      s23 = d2a.fma(x3a, s23);
      FloatVector d3a = load(d, di + 6 * LANES);
      s30 = d3a.fma(x0a, s30);
      s31 = d3a.fma(x1a, s31);
      s32 = d3a.fma(x2a, s32);
      s33 = d3a.fma(x3a, s33);
      FloatVector x0b = load(x, xi + 1 * LANES);
      FloatVector x1b = load(x, xi + 3 * LANES);
      FloatVector x2b = load(x, xi + 5 * LANES);
      FloatVector x3b = load(x, xi + 7 * LANES);
      FloatVector d0b = load(d, di + 1 * LANES);
      s00 = d0b.fma(x0b, s00);
      s01 = d0b.fma(x1b, s01);
      s02 = d0b.fma(x2b, s02);
      s03 = d0b.fma(x3b, s03);
      FloatVector d1b = load(d, di + 3 * LANES);
      s10 = d1b.fma(x0b, s10);
      s11 = d1b.fma(x1b, s11);
      s12 = d1b.fma(x2b, s12);
      s13 = d1b.fma(x3b, s13);
      FloatVector d2b = load(d, di + 5 * LANES);
      s20 = d2b.fma(x0b, s20);
      s21 = d2b.fma(x1b, s21);
      s22 = d2b.fma(x2b, s22);
      s23 = d2b.fma(x3b, s23);
      FloatVector d3b = load(d, di + 7 * LANES);
      s30 = d3b.fma(x0b, s30);
      s31 = d3b.fma(x1b, s31);
      s32 = d3b.fma(x2b, s32);
      s33 = d3b.fma(x3b, s33);
    }
    if (!TREE) {
      blocks[block + 0] += s00.reduceLanes(VectorOperators.ADD);
      blocks[block + 1] += s01.reduceLanes(VectorOperators.ADD);
      blocks[block + 2] += s02.reduceLanes(VectorOperators.ADD);
      blocks[block + 3] += s03.reduceLanes(VectorOperators.ADD);
      blocks[block + 4] += s10.reduceLanes(VectorOperators.ADD);
      blocks[block + 5] += s11.reduceLanes(VectorOperators.ADD);
      blocks[block + 6] += s12.reduceLanes(VectorOperators.ADD);
      blocks[block + 7] += s13.reduceLanes(VectorOperators.ADD);
      blocks[block + 8] += s20.reduceLanes(VectorOperators.ADD);
      blocks[block + 9] += s21.reduceLanes(VectorOperators.ADD);
      blocks[block + 10] += s22.reduceLanes(VectorOperators.ADD);
      blocks[block + 11] += s23.reduceLanes(VectorOperators.ADD);
      blocks[block + 12] += s30.reduceLanes(VectorOperators.ADD);
      blocks[block + 13] += s31.reduceLanes(VectorOperators.ADD);
      blocks[block + 14] += s32.reduceLanes(VectorOperators.ADD);
      blocks[block + 15] += s33.reduceLanes(VectorOperators.ADD);
      return;
    }
    FloatVector p0 = merge(s00, s01, MASK1, SWAP1);
    FloatVector p1 = merge(s02, s03, MASK1, SWAP1);
    FloatVector p2 = merge(s10, s11, MASK1, SWAP1);
    FloatVector p3 = merge(s12, s13, MASK1, SWAP1);
    FloatVector p4 = merge(s20, s21, MASK1, SWAP1);
    FloatVector p5 = merge(s22, s23, MASK1, SWAP1);
    FloatVector p6 = merge(s30, s31, MASK1, SWAP1);
    FloatVector p7 = merge(s32, s33, MASK1, SWAP1);
    FloatVector q0 = merge(p0, p1, MASK2, SWAP2);
    FloatVector q1 = merge(p2, p3, MASK2, SWAP2);
    FloatVector q2 = merge(p4, p5, MASK2, SWAP2);
    FloatVector q3 = merge(p6, p7, MASK2, SWAP2);
    if (LANES == 4) {
      add(q0, blocks, block + 0);
      add(q1, blocks, block + 4);
      add(q2, blocks, block + 8);
      add(q3, blocks, block + 12);
      return;
    }
    FloatVector u0 = merge(q0, q1, MASK4, SWAP4);
    FloatVector u1 = merge(q2, q3, MASK4, SWAP4);
    if (LANES == 8) {
      add(u0, blocks, block + 0);
      add(u1, blocks, block + 8);
      return;
    }
    add(merge(u0, u1, MASK8, SWAP8), blocks, block);
  }

  /**
   * The sums of neighbouring lanes, those of a where the mask is not set, those of b where it is.
   */
  private static FloatVector merge(
      FloatVector a, FloatVector b, VectorMask<Float> mask, VectorShuffle<Float> swap) {
    return a.blend(b, mask).add(b.blend(a, mask).rearrange(swap));
  }

  private static void add(FloatVector sums, float[] to, int at) {
    load(to, at).add(sums).intoArray(to, at);
  }

  @Override
  public void rowSums(PanelBuffer deltas, float[] sums, int points) {
    int panels = panels(points);
    float[] d = deltas.values;
    for (int r = 0; r < deltas.rows; r++) {
      FloatVector a = load(sums, r * LANES);
      FloatVector b = broadcast(0f);
      int at = r * PANEL;
      for (int panel = 0; panel < panels; panel++) {
        a = a.add(load(d, at));
        b = b.add(load(d, at + LANES));
        at += deltas.stride;
      }
      a.add(b).intoArray(sums, r * LANES);
    }
  }

  @Override
  public double residual(PanelBuffer outputs, PanelBuffer targets, int points) {
    float[] y = outputs.values;
    int panels = panels(points);
    if (points < panels * PANEL) {
      int used = points - (panels - 1) * PANEL;
      for (int r = 0; r < outputs.rows; r++) {
        int at = (panels - 1) * outputs.stride + r * PANEL;
        java.util.Arrays.fill(y, at + used, at + PANEL, 0f);
      }
    }
    FloatVector sum = broadcast(0f);
    for (int panel = 0; panel < panels; panel++) {
      int from = panel * outputs.stride;
      for (int i = from; i < from + outputs.rows * PANEL; i += LANES) {
        FloatVector e = load(y, i).sub(load(targets.values, i));
        e.intoArray(y, i);
        sum = e.fma(e, sum);
      }
    }
    return sum.reduceLanes(VectorOperators.ADD);
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
