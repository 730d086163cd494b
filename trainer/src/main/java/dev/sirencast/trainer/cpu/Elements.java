package dev.sirencast.trainer.cpu;

import java.util.Arrays;

/**
 * What is done with each value of buffers of one shape ({@link TrainingKernel#arrays}) alone: loops
 * that HotSpot's C2 makes vectors of.
 */
final class Elements {
  /** Keeps a root's derivative finite where all inputs of a layer are 0. */
  private static final float MIN_VARIANCE = 1e-24f;

  private Elements() {}

  /** {@code a += b}. */
  static void add(float[][] a, float[][] b) {
    for (int k = 0; k < a.length; k++) {
      float[] to = a[k];
      float[] from = b[k];
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /** {@code a *= factor}. */
  static void scale(float[][] a, float factor) {
    for (float[] to : a) {
      for (int i = 0; i < to.length; i++) {
        to[i] *= factor;
      }
    }
  }

  /** {@code a = 0}. */
  static void clear(float[][] a) {
    for (float[] to : a) {
      Arrays.fill(to, 0f);
    }
  }

  /** {@code out = a b}. */
  static void multiply(float[][] a, float[][] b, float[][] out) {
    for (int k = 0; k < out.length; k++) {
      float[] x = a[k];
      float[] y = b[k];
      float[] to = out[k];
      for (int i = 0; i < to.length; i++) {
        to[i] = x[i] * y[i];
      }
    }
  }

  /** {@code out += a b}. */
  static void addProduct(float[][] out, float[][] a, float[][] b) {
    for (int k = 0; k < out.length; k++) {
      float[] x = a[k];
      float[] y = b[k];
      float[] to = out[k];
      for (int i = 0; i < to.length; i++) {
        to[i] += x[i] * y[i];
      }
    }
  }

  /** {@code out = m^2 + factor v}. */
  static void squarePlus(float[][] m, float[][] v, float factor, float[][] out) {
    for (int k = 0; k < out.length; k++) {
      float[] x = m[k];
      float[] y = v[k];
      float[] to = out[k];
      for (int i = 0; i < to.length; i++) {
        to[i] = x[i] * x[i] + factor * y[i];
      }
    }
  }

  /** {@code a = factor a + b}. */
  static void scaleAndAdd(float[][] a, float factor, float[][] b) {
    for (int k = 0; k < a.length; k++) {
      float[] to = a[k];
      float[] from = b[k];
      for (int i = 0; i < to.length; i++) {
        to[i] = factor * to[i] + from[i];
      }
    }
  }

  /** Replaces t by the deviation {@code s = sqrt(-2 t)}, and adds {@code factor e s} to z. */
  static void disturb(float[][] t, float[][] e, float factor, float[][] z) {
    for (int k = 0; k < t.length; k++) {
      float[] s = t[k];
      float[] deviates = e[k];
      float[] to = z[k];
      for (int i = 0; i < s.length; i++) {
        float deviation = (float) Math.sqrt(-2f * s[i] + MIN_VARIANCE);
        s[i] = deviation;
        to[i] += factor * deviates[i] * deviation;
      }
    }
  }

  /** {@code out = factor D e / s}: the gradient by t of a value that was disturbed by e. */
  static void byDisturbance(float[][] d, float[][] e, float[][] s, float factor, float[][] out) {
    for (int k = 0; k < out.length; k++) {
      float[] deltas = d[k];
      float[] deviates = e[k];
      float[] deviations = s[k];
      float[] to = out[k];
      for (int i = 0; i < to.length; i++) {
        to[i] = factor * deltas[i] * deviates[i] / deviations[i];
      }
    }
  }

  /**
   * Makes sines and cosines of a known phase those of a random one, of variance {@code -2 t}: with
   * {@code D = exp(t)}, {@code m = D sin z}, {@code C = D cos z}, {@code M = D^2 - 1} in the place
   * of t, and the sine's variance {@code v = M (M / 2 - C^2)}.
   */
  static void damp(float[][] t, float[][] m, float[][] c, float[][] v) {
    for (int k = 0; k < t.length; k++) {
      exponential(t[k]);
      damp(t[k], m[k], c[k], v[k]);
    }
  }

  private static void exponential(float[] t) {
    for (int i = 0; i < t.length; i++) {
      t[i] = (float) Math.exp(t[i]);
    }
  }

  private static void damp(float[] t, float[] m, float[] c, float[] v) {
    for (int i = 0; i < t.length; i++) {
      float damping = t[i];
      float cosine = damping * c[i];
      float loss = damping * damping - 1f;
      m[i] *= damping;
      c[i] = cosine;
      t[i] = loss;
      v[i] = loss * (0.5f * loss - cosine * cosine);
    }
  }

  /**
   * The way back through {@link #damp}: of the gradients dm by m and {@code dv = 2 dL/dv} makes
   * {@code dL/dz = C (dm + M m dv)}, in the place of C, and {@code dL/dt = m dm - dv (C^2 - M - 2
   * v)}.
   */
  static void throughSine(
      float[][] dm,
      float[][] dv,
      float[][] m,
      float[][] c,
      float[][] loss,
      float[][] v,
      float[][] byT) {
    for (int k = 0; k < dm.length; k++) {
      throughSine(dm[k], dv[k], m[k], c[k], loss[k], v[k], byT[k]);
    }
  }

  private static void throughSine(
      float[] dm, float[] dv, float[] m, float[] c, float[] loss, float[] v, float[] byT) {
    for (int i = 0; i < dm.length; i++) {
      float slope = c[i] * c[i] - loss[i] - 2f * v[i];
      byT[i] = m[i] * dm[i] - slope * dv[i];
      c[i] = (dm[i] + dv[i] * m[i] * loss[i]) * c[i];
    }
  }

  /** {@code rd = (a + b) cos - g h rz}: the derivative of a delta along a direction. */
  static void deltaTangent(
      float[][] a, float[][] b, float[][] cos, float[][] g, float[][] h, float[][] rz) {
    for (int k = 0; k < rz.length; k++) {
      deltaTangent(a[k], b[k], cos[k], g[k], h[k], rz[k]);
    }
  }

  private static void deltaTangent(
      float[] a, float[] b, float[] cos, float[] g, float[] h, float[] rz) {
    for (int i = 0; i < rz.length; i++) {
      rz[i] = (a[i] + b[i]) * cos[i] - g[i] * h[i] * rz[i];
    }
  }
}
