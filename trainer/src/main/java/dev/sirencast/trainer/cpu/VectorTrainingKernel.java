package dev.sirencast.trainer.cpu;

import static dev.sirencast.trainer.cpu.PackedMatrix.QUAD;
import static dev.sirencast.trainer.cpu.VectorLanes.LANES;
import static dev.sirencast.trainer.cpu.VectorLanes.PANEL;
import static dev.sirencast.trainer.cpu.VectorLanes.SPECIES;
import static dev.sirencast.trainer.cpu.VectorLanes.STEP;
import static dev.sirencast.trainer.cpu.VectorLanes.broadcast;
import static dev.sirencast.trainer.cpu.VectorLanes.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernel on the Vector API (module {@code jdk.incubator.vector}): {@link TrainingKernels} loads
 * this class by name, where the module is there.
 *
 * <p>C2 inlines only so much into a method, and boxes vectors where it stops: no method on vectors
 * should grow.
 */
final class VectorTrainingKernel implements TrainingKernel<PanelBuffer> {
  /** Points in a tile of a narrow network, whose activations then stay in the nearest cache. */
  private static final int NARROW_TILE = 256;

  /** Points in a tile of others: fewer, and adding up lanes takes longer. */
  private static final int WIDE_TILE = 512;

  /** Values of one layer's activations at most, down to tiles of 128 points. */
  private static final int TILE_VALUES = 1 << 19;

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

  @Override
  public float[][] arrays(PanelBuffer buffer) {
    return buffer.arrays;
  }

  @Override
  public void affine(PackedMatrix w, PanelBuffer x, PanelBuffer z, int points) {
    VectorLayers.affine(w, x, z, vectors(points));
  }

  @Override
  public LayerGradient gradient(int rows, int columns) {
    return VectorProducts.gradient(rows, columns);
  }

  @Override
  public void products(PanelBuffer deltas, PanelBuffer inputs, LayerGradient sums, int points) {
    VectorProducts.add(deltas, inputs, sums, vectors(points));
  }

  @Override
  public void finish(LayerGradient sums) {
    VectorProducts.finish(sums);
  }

  @Override
  public void load(float[] values, int first, int count, PanelBuffer buffer, int row) {
    float[] to = buffer.values;
    int at = buffer.start(row, LANES);
    int done = 0;
    for (; done + LANES <= count; done += LANES) {
      VectorLanes.load(values, first + done).intoArray(to, at);
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
  public void sinCos(PanelBuffer turns, PanelBuffer cosines, int points) {
    for (int q = 0; q < turns.rows / 4; q++) {
      sinCos(turns.values, cosines.values, q * turns.stride, vectors(points) * STEP);
    }
  }

  /** {@link SinCos} on vectors, operation by operation. */
  private static void sinCos(float[] t, float[] cosines, int from, int count) {
    for (int k = 0; k < count; k += LANES) {
      int i = from + k;
      FloatVector turns = VectorLanes.load(t, i);
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
      FloatVector m = s.mul(-2f);
      m.mul(c).intoArray(t, i);
      m.fma(s, broadcast(1f)).intoArray(cosines, i);
    }
  }

  @Override
  public void deltas(PanelBuffer gradients, PanelBuffer cosines, LayerGradient sums, int points) {
    for (int q = 0; q < cosines.rows / 4; q++) {
      int from = q * cosines.stride;
      deltas(gradients.values, cosines.values, from, vectors(points), sums.biasPartial, q);
    }
  }

  private static void deltas(
      float[] gradients, float[] cosines, int from, int vectors, float[] sums, int quad) {
    int at = LANES + quad * STEP;
    FloatVector s0 = VectorLanes.load(sums, at);
    FloatVector s1 = VectorLanes.load(sums, at + 1 * LANES);
    FloatVector s2 = VectorLanes.load(sums, at + 2 * LANES);
    FloatVector s3 = VectorLanes.load(sums, at + 3 * LANES);
    for (int v = 0; v < vectors; v++) {
      int i = from + v * STEP;
      FloatVector d0 = VectorLanes.load(gradients, i).mul(VectorLanes.load(cosines, i));
      d0.intoArray(cosines, i);
      s0 = s0.add(d0);
      FloatVector d1 =
          VectorLanes.load(gradients, i + 1 * LANES).mul(VectorLanes.load(cosines, i + 1 * LANES));
      d1.intoArray(cosines, i + 1 * LANES);
      s1 = s1.add(d1);
      FloatVector d2 =
          VectorLanes.load(gradients, i + 2 * LANES).mul(VectorLanes.load(cosines, i + 2 * LANES));
      d2.intoArray(cosines, i + 2 * LANES);
      s2 = s2.add(d2);
      FloatVector d3 =
          VectorLanes.load(gradients, i + 3 * LANES).mul(VectorLanes.load(cosines, i + 3 * LANES));
      d3.intoArray(cosines, i + 3 * LANES);
      s3 = s3.add(d3);
    }
    s0.intoArray(sums, at);
    s1.intoArray(sums, at + 1 * LANES);
    s2.intoArray(sums, at + 2 * LANES);
    s3.intoArray(sums, at + 3 * LANES);
  }

  @Override
  public void rowSums(PanelBuffer deltas, LayerGradient sums, int points) {
    for (int r = 0; r < deltas.rows; r++) {
      rowSum(deltas.values, deltas.start(r, LANES), vectors(points), sums.biasPartial, r);
    }
  }

  private static void rowSum(float[] deltas, int from, int vectors, float[] sums, int r) {
    FloatVector a = VectorLanes.load(sums, LANES + r * LANES);
    for (int v = 0; v < vectors; v++) {
      a = a.add(VectorLanes.load(deltas, from + v * STEP));
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
      FloatVector a = VectorLanes.load(y, i).sub(VectorLanes.load(targets, i));
      FloatVector b = VectorLanes.load(y, i + LANES).sub(VectorLanes.load(targets, i + LANES));
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
      FloatVector g = VectorLanes.load(gradient, i);
      FloatVector m =
          VectorLanes.load(mean, i).mul(AdamMoments.BETA1).add(g.mul(1 - AdamMoments.BETA1));
      FloatVector v =
          VectorLanes.load(variance, i)
              .mul(AdamMoments.BETA2)
              .add(g.mul(g).mul(1 - AdamMoments.BETA2));
      m.intoArray(mean, i);
      v.intoArray(variance, i);
      FloatVector update =
          m.div(v.lanewise(VectorOperators.SQRT).mul(root).add(AdamMoments.EPSILON));
      VectorLanes.load(weights, i)
          .sub(update.mul(VectorLanes.load(rates, i)).mul(rate))
          .intoArray(weights, i);
    }
    PlainTrainingKernel.adam(moments, weights, gradient, rates, rate, i);
  }
}
