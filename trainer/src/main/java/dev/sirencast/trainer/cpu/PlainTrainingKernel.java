package dev.sirencast.trainer.cpu;

import java.util.Arrays;

/**
 * The kernel in plain Java, in the shapes that HotSpot's C2 compiles to vector instructions where
 * it can: loops over separate arrays of a constant length at exactly their counter, which store to
 * one or two arrays. Sums over points are not such a shape, so they are made 4 x 4 at a time in
 * scalars.
 */
final class PlainTrainingKernel implements TrainingKernel<float[][]> {
  /** Points in a tile, a constant, always computed whole. */
  private static final int POINTS = 256;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int tilePoints(int features) {
    return POINTS;
  }

  @Override
  public float[][] buffer(int rows, int tilePoints) {
    return new float[PackedMatrix.padded(rows)][POINTS];
  }

  @Override
  public float[][] arrays(float[][] buffer) {
    return buffer;
  }

  @Override
  public void load(float[] values, int first, int count, float[][] buffer, int row) {
    System.arraycopy(values, first, buffer[row], 0, count);
    Arrays.fill(buffer[row], count, POINTS, 0f);
  }

  @Override
  public void store(float[][] buffer, int row, int count, float[] out, int offset, int stride) {
    float[] values = buffer[row];
    for (int p = 0; p < count; p++) {
      out[offset + p * stride] = values[p];
    }
  }

  @Override
  public void affine(PackedMatrix w, float[][] x, float[][] z, int points) {
    for (int r = 0; r < w.rows; r++) {
      Arrays.fill(z[r], w.biases[r]);
      addRow(w, r, x, z[r]);
    }
  }

  @Override
  public void deltas(float[][] gradients, float[][] cosines, LayerGradient sums, int points) {
    for (int r = 0; r < cosines.length; r++) {
      multiply(gradients[r], cosines[r]);
    }
    rowSums(cosines, sums, points);
  }

  private static void addRow(PackedMatrix w, int r, float[][] x, float[] z) {
    int at = w.start(r);
    int width = w.width(r);
    int c = 0;
    for (; c + 4 <= w.columns; c += 4) {
      add4(w.weights, at + c * width, width, x, c, z);
    }
    for (; c < w.columns; c++) {
      add1(w.weights[at + c * width], x[c], z);
    }
  }

  private static void add4(float[] w, int i, int width, float[][] x, int c, float[] z) {
    float w0 = w[i];
    float w1 = w[i + width];
    float w2 = w[i + 2 * width];
    float w3 = w[i + 3 * width];
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    for (int p = 0; p < POINTS; p++) {
      float sum = z[p];
      sum = Math.fma(w0, x0[p], sum);
      sum = Math.fma(w1, x1[p], sum);
      sum = Math.fma(w2, x2[p], sum);
      z[p] = Math.fma(w3, x3[p], sum);
    }
  }

  private static void add1(float w, float[] x, float[] z) {
    for (int p = 0; p < POINTS; p++) {
      z[p] = Math.fma(w, x[p], z[p]);
    }
  }

  private static void multiply(float[] factor, float[] values) {
    for (int p = 0; p < POINTS; p++) {
      values[p] *= factor[p];
    }
  }

  @Override
  public void sinCos(float[][] turns, float[][] cosines, int points) {
    for (int r = 0; r < turns.length; r++) {
      cosines(turns[r], cosines[r]);
      sines(turns[r]);
    }
  }

  private static void cosines(float[] turns, float[] cosines) {
    for (int p = 0; p < POINTS; p++) {
      cosines[p] = SinCos.cosine(turns[p]);
    }
  }

  private static void sines(float[] turns) {
    for (int p = 0; p < POINTS; p++) {
      turns[p] = SinCos.sine(turns[p]);
    }
  }

  @Override
  public LayerGradient gradient(int rows, int columns) {
    return new LayerGradient(rows, columns, 0, 0, false);
  }

  @Override
  public void finish(LayerGradient sums) {
    // They are complete.
  }

  @Override
  public void products(float[][] deltas, float[][] inputs, LayerGradient sums, int points) {
    int block = 0;
    for (int r = 0; r < deltas.length; r += 4) {
      for (int c = 0; c < inputs.length; c += 4) {
        for (int i = 0; i < 4; i++) {
          product(deltas[r + i], inputs, c, sums.blocks, block + 4 * i);
        }
        block += 16;
      }
    }
  }

  /** Eight sums at once: the latency of an addition is longer than the time between two. */
  private static void product(float[] d, float[][] x, int c, float[] blocks, int at) {
    float[] x0 = x[c];
    float[] x1 = x[c + 1];
    float[] x2 = x[c + 2];
    float[] x3 = x[c + 3];
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float t0 = 0;
    float t1 = 0;
    float t2 = 0;
    float t3 = 0;
    for (int p = 0; p < POINTS; p += 2) {
      float d0 = d[p];
      s0 = Math.fma(d0, x0[p], s0);
      s1 = Math.fma(d0, x1[p], s1);
      s2 = Math.fma(d0, x2[p], s2);
      s3 = Math.fma(d0, x3[p], s3);
      float d1 = d[p + 1];
      t0 = Math.fma(d1, x0[p + 1], t0);
      t1 = Math.fma(d1, x1[p + 1], t1);
      t2 = Math.fma(d1, x2[p + 1], t2);
      t3 = Math.fma(d1, x3[p + 1], t3);
    }
    blocks[at] += s0 + t0;
    blocks[at + 1] += s1 + t1;
    blocks[at + 2] += s2 + t2;
    blocks[at + 3] += s3 + t3;
  }

  @Override
  public void rowSums(float[][] deltas, LayerGradient sums, int points) {
    for (int r = 0; r < deltas.length; r++) {
      float sum = 0;
      for (float delta : deltas[r]) {
        sum += delta;
      }
      sums.biases[r] += sum;
    }
  }

  @Override
  public double residual(float[][] outputs, float[][] targets, int points) {
    double sum = 0;
    for (int r = 0; r < outputs.length; r++) {
      Arrays.fill(outputs[r], points, POINTS, 0f);
      for (int p = 0; p < points; p++) {
        float e = outputs[r][p] - targets[r][p];
        outputs[r][p] = e;
        sum += (double) e * e;
      }
    }
    return sum;
  }

  @Override
  public void adam(
      AdamMoments moments, float[] weights, float[] gradient, float[] rates, float rate) {
    adam(moments, weights, gradient, rates, rate, 0);
  }

  /** The step for the parameters from {@code first} on. */
  static void adam(
      AdamMoments moments,
      float[] weights,
      float[] gradient,
      float[] rates,
      float rate,
      int first) {
    float[] mean = moments.mean;
    float[] variance = moments.variance;
    float root = moments.rootCorrection();
    for (int i = first; i < weights.length; i++) {
      float g = gradient[i];
      float m = mean[i] * AdamMoments.BETA1 + g * (1 - AdamMoments.BETA1);
      float v = variance[i] * AdamMoments.BETA2 + g * g * (1 - AdamMoments.BETA2);
      mean[i] = m;
      variance[i] = v;
      float update = m / ((float) Math.sqrt(v) * root + AdamMoments.EPSILON);
      weights[i] -= update * rates[i] * rate;
    }
  }
}
