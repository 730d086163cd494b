package dev.sirencast.trainer.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels against double precision. */
class TrainingKernelTest {
  private static final TrainingKernel<?>[] KERNELS = {
    new PlainTrainingKernel(), TrainingKernels.vector()
  };

  /** Points, prime: the last tile and its last vector are not full. */
  private static final int POINTS = 601;

  private static final CoordinateGrid[] GRIDS = {
    CoordinateGrid.of(601), CoordinateGrid.of(20, 31), CoordinateGrid.of(5, 6, 20)
  };

  static Stream<SirenArchitecture> architectures() {
    return Stream.of(
        new SirenArchitecture(1, 1, 0, 1, 30, 30),
        new SirenArchitecture(2, 3, 1, 2, 10, 20),
        new SirenArchitecture(2, 4, 2, 3, 30, 30),
        new SirenArchitecture(3, 5, 3, 4, 15, 10, 2),
        new SirenArchitecture(2, 8, 2, 3, 18, 30),
        new SirenArchitecture(1, 12, 1, 1, 120, 30),
        new SirenArchitecture(2, 13, 5, 3, 30, 30),
        new SirenArchitecture(2, 16, 2, 3, 18, 30),
        new SirenArchitecture(2, 16, 2, 3, 18, 1, 0.1),
        new SirenArchitecture(3, 24, 2, 3, 30, 3),
        new SirenArchitecture(2, 22, 30, 3, 30, 30),
        new SirenArchitecture(2, 32, 0, 3, 30, 30),
        new SirenArchitecture(2, 33, 2, 3, 30, 30),
        new SirenArchitecture(2, 70, 1, 3, 30, 30),
        new SirenArchitecture(2, 150, 1, 3, 30, 30));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientsAreThoseOfDoublePrecision(SirenArchitecture architecture) {
    Fitting fitting = Fitting.random(architecture, POINTS);
    double[] expected = fitting.referenceGradient();
    double expectedError = fitting.referenceError();
    for (TrainingKernel<?> kernel : KERNELS) {
      float[] gradient = new float[fitting.weights.length];
      gradient[0] = Float.NaN;
      NetworkPass pass = fitting.pass(kernel);
      double error = pass.squaredError(fitting.weights, fitting.points, gradient);
      assertEquals(expectedError, error, 2e-6 * expectedError, kernel.name());
      double distance = Fitting.distance(expected, gradient);
      assertTrue(distance <= 1e-5, kernel.name() + ": " + distance);
      assertEquals(error, pass.squaredError(fitting.weights, fitting.points), kernel.name());
      float[] again = new float[gradient.length];
      pass.squaredError(fitting.weights, fitting.points, again);
      assertArrayEquals(gradient, again, kernel.name());
    }
  }

  @Test
  void fewPointsAreEnough() {
    SirenArchitecture architecture = new SirenArchitecture(2, 16, 2, 3, 30, 30);
    for (int count : new int[] {1, 2, 15, 16, 17, 31, 33, 255, 256, 257}) {
      Fitting fitting = Fitting.random(architecture, count);
      double[] expected = fitting.referenceGradient();
      for (TrainingKernel<?> kernel : KERNELS) {
        float[] gradient = new float[expected.length];
        NetworkPass pass = fitting.pass(kernel);
        pass.squaredError(fitting.weights, Fitting.random(architecture, 300).points, gradient);
        pass.squaredError(fitting.weights, fitting.points, gradient);
        double distance = Fitting.distance(expected, gradient);
        assertTrue(distance <= 1e-5, kernel.name() + ", " + count + ": " + distance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void outputsAreTheDecoders(SirenArchitecture architecture) {
    CoordinateGrid grid = GRIDS[architecture.inputs() - 1];
    float[] weights = Fitting.random(architecture, 1).weights;
    float[][] coordinates = new float[architecture.inputs()][grid.points()];
    grid.coordinates(0, grid.points(), coordinates);
    SirenNetwork network = SirenNetwork.of(SirenWeights.ofFlat(architecture, weights));
    double[] expected = Fitting.doubles(network.evaluate(grid));
    TrainingPoints points =
        TrainingPoints.of(coordinates, new float[expected.length], architecture.outputs());
    for (TrainingKernel<?> kernel : KERNELS) {
      float[] out = new float[expected.length];
      new NetworkPass(architecture, TileGroups.TileSharing.NONE, kernel)
          .outputs(weights, points, out);
      double distance = Fitting.distance(expected, out);
      assertTrue(distance < 1e-5, kernel.name() + ": " + distance);
    }
  }

  @Test
  void sineAndCosineAreAccurate() {
    for (int i = -300_000; i <= 300_000; i++) {
      float turns = i / 37_000f;
      double angle = 2 * Math.PI * turns;
      assertEquals(Math.sin(angle), SinCos.sine(turns), 6e-7);
      assertEquals(Math.cos(angle), SinCos.cosine(turns), 6e-7);
    }
  }

  @Test
  void adamIsTheOneOfThePaper() {
    int n = 37;
    double[] w = new double[n];
    double[] m = new double[n];
    double[] v = new double[n];
    for (TrainingKernel<?> kernel : KERNELS) {
      float[] weights = new float[n];
      float[] rates = new float[n];
      AdamMoments moments = new AdamMoments(n);
      java.util.Arrays.fill(w, 0);
      java.util.Arrays.fill(m, 0);
      java.util.Arrays.fill(v, 0);
      for (int t = 1; t <= 20; t++) {
        float[] gradient = new float[n];
        moments.count();
        for (int i = 0; i < n; i++) {
          gradient[i] = (float) Math.sin(i * 7.3 + t * 0.4) * 1e-3f;
          rates[i] = i % 3;
          m[i] = 0.9 * m[i] + 0.1 * gradient[i];
          v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
          w[i] -= 0.01 * rates[i] * mean / (root + 1e-8);
        }
        kernel.adam(moments, weights, gradient, rates, (float) (0.01 / moments.meanCorrection()));
      }
      assertTrue(Fitting.distance(w, weights) < 2e-5, kernel.name());
      assertEquals(0f, weights[3]);
    }
  }
}
