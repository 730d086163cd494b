package dev.sirencast.trainer.cpu;

import static dev.sirencast.trainer.cpu.VectorLanes.LANES;
import static dev.sirencast.trainer.cpu.VectorLanes.STEP;
import static dev.sirencast.trainer.cpu.VectorLanes.broadcast;
import static dev.sirencast.trainer.cpu.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The sums over points that become gradients, 4 rows by 4 columns at a time, lane by lane. Lanes
 * are added up at the end: of the whole gradient where its sums fit a cache, else of a tile.
 *
 * <p>Measured with AVX-512: two vectors of points in a step spill and take 1.9 times as long;
 * reductions by masks and shuffles take 5 times as long as {@link #reduce}.
 */
final class VectorProducts {
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

  private VectorProducts() {}

  /** Returns room for a layer's sums. */
  static LayerGradient gradient(int rows, int columns) {
    int quads = PackedMatrix.padded(rows) / 4 * (PackedMatrix.padded(columns) / 4);
    boolean kept = quads * 16L * LANES <= MAX_KEPT;
    int partial = ((kept ? quads : Math.min(quads, CHUNK)) * 16 + 2) * LANES;
    return new LayerGradient(rows, columns, partial, (up16(rows) + 2) * LANES, kept);
  }

  private static int up16(int rows) {
    return (rows + 15) / 16 * 16;
  }

  /** Adds {@code D X^T} to a layer's sums. */
  static void add(PanelBuffer deltas, PanelBuffer inputs, LayerGradient sums, int vectors) {
    int quads = inputs.rows / 4;
    int chunk = sums.kept ? quads : CHUNK;
    for (int first = 0; first < quads; first += chunk) {
      int end = Math.min(quads, first + chunk);
      for (int r = 0; r < deltas.rows / 4; r++) {
        int block = r * quads + first;
        int at = LANES + (sums.kept ? block * 16 * LANES : 0);
        for (int c = first; c < end; c++) {
          int d = r * deltas.stride;
          int x = c * inputs.stride;
          product(deltas.values, d, inputs.values, x, vectors, sums.partial, at, sums.kept);
          at += 16 * LANES;
        }
        if (!sums.kept) {
          reduce(sums.partial, (end - first) * 16, sums.blocks, block * 16);
        }
      }
    }
  }

  /** Adds up the lanes that are left. */
  static void finish(LayerGradient sums) {
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
    for (int distance = 1; distance < Math.min(LANES, 16); distance *= 2) {
      left /= 2;
      halve(partial, left, distance, EVEN[distance], ODD[distance]);
    }
    if (LANES > 16) {
      for (int i = 0; i < left * LANES; i++) {
        to[at + i / LANES * 16 + i % 16] += partial[LANES + i];
      }
      return;
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
      float[] d, int dFrom, float[] x, int xFrom, int vectors, float[] sums, int at, boolean add) {
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
}
