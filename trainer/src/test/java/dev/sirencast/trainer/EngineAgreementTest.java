package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.DjlEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine in plain Java and the one on libtorch, beside double precision. */
class EngineAgreementTest {
  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.GradientTest#architectures")
  void bothGradientsAreThoseOfDoublePrecision(SirenArchitecture architecture) {
    DjlEngine.get().useThreads(1);
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu())) {
      Problem problem = new Problem(manager, architecture);
      double[] expected = problem.reference.gradient(problem.parameters);
      float[] torch;
      double torchLoss;
      try (BatchPass pass =
          new BatchPass(problem.trained.network(manager), problem.points(256).grid(), false)) {
        torch = pass.gradient().toFloatArray();
        torchLoss = pass.reconstruction();
      }
      float[][] coordinates = new float[architecture.inputs()][problem.coordinates.length];
      float[] targets = new float[problem.targets.length * architecture.outputs()];
      for (int i = 0; i < problem.targets.length; i++) {
        for (int axis = 0; axis < coordinates.length; axis++) {
          coordinates[axis][i] = (float) problem.coordinates[i][axis];
        }
        for (int c = 0; c < architecture.outputs(); c++) {
          targets[i * architecture.outputs() + c] = (float) problem.targets[i][c];
        }
      }
      TrainingPoints points = TrainingPoints.of(coordinates, targets, architecture.outputs());
      float[] java = new float[expected.length];
      double error =
          new NetworkPass(architecture).squaredError(problem.weights.toFlatArray(), points, java);
      assertEquals(torchLoss, error / points.count(), 1e-5 * torchLoss);
      for (int i = 0; i < java.length; i++) {
        java[i] *= architecture.outputs();
      }
      assertTrue(distance(expected, java) <= 1e-5, "plain Java: " + distance(expected, java));
      assertTrue(distance(expected, torch) <= 1e-5, "libtorch: " + distance(expected, torch));
    }
  }

  private static double distance(double[] expected, float[] actual) {
    double[] difference = expected.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= actual[i];
    }
    return Vectors.norm(difference) / Vectors.norm(expected);
  }
}
