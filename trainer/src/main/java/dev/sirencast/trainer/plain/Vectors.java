package dev.sirencast.trainer.plain;

/** Arithmetic on vectors of weights. */
final class Vectors {
  private Vectors() {}

  /** {@code a *= factor}. */
  static void scale(float[] a, float factor) {
    if (factor != 1) {
      for (int i = 0; i < a.length; i++) {
        a[i] *= factor;
      }
    }
  }

  /** {@code a += factor b}. */
  static void add(float[] a, float factor, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** The Euclidean length. */
  static double norm(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
