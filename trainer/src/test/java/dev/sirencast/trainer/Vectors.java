package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.function.ToDoubleFunction;

/** Vectors in double precision. */
final class Vectors {
  private Vectors() {}

  /** Compares with a tolerance relative to the largest component that is expected. */
  static void assertClose(double[] expected, double[] actual, double tolerance) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, "component " + i);
    }
  }

  static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** Central differences of a function along every axis. */
  static double[] differences(ToDoubleFunction<double[]> function, double[] at, double step) {
    double[] point = at.clone();
    double[] differences = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      point[i] = at[i] + step;
      double ahead = function.applyAsDouble(point);
      point[i] = at[i] - step;
      differences[i] = (ahead - function.applyAsDouble(point)) / (2 * step);
      point[i] = at[i];
    }
    return differences;
  }

  static double[] toDoubles(NDArray array) {
    return toDoubles(array.toFloatArray());
  }

  static double[] toDoubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  static float[] toFloats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
