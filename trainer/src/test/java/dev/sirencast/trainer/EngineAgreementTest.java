package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.stream.Stream;
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

  /** Both engines see the same batches, and begin with the same weights. */
  @ParameterizedTest
  @MethodSource("lossesWithoutNoise")
  void bothEnginesTakeTheSameSteps(TrainingLoss loss) {
    Signal signal = TestSignals.waves(3, 40, 30);
    SirenArchitecture architecture = new SirenArchitecture(2, 24, 2, 3, 20, 20);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withSteps(30)
            .withLearningRate(1e-3)
            .withBatchSize(500)
            .withDevice(TrainingDevice.CPU)
            .withThreads(1)
            .withLoss(loss)
            .withEmaDecay(0.5);
    float[] initial = SirenInitializer.initialize(architecture, 0).toFlatArray();
    TrainingResult java = train(signal, architecture, options, TrainingEngine.JAVA);
    TrainingResult torch = train(signal, architecture, options, TrainingEngine.TORCH);
    double[] way = Vectors.toDoubles(torch.weights().toFlatArray());
    float[] difference = java.weights().toFlatArray();
    for (int i = 0; i < way.length; i++) {
      difference[i] -= initial[i];
      way[i] -= initial[i];
    }
    assertTrue(distance(way, difference) < 1e-2, "apart by " + distance(way, difference));
    assertEquals(torch.psnr(), java.psnr(), 0.01);
    assertEquals(torch.trainingLoss(), java.trainingLoss(), 1e-3 * torch.trainingLoss());
  }

  static Stream<TrainingLoss> lossesWithoutNoise() {
    return Stream.of(
        TrainingLoss.mse(),
        TrainingLoss.l1(1e-4),
        TrainingLoss.lipschitz(1e-4),
        TrainingLoss.gradientNorm(0.01),
        TrainingLoss.gradientNormDifference(0.01));
  }

  private static TrainingResult train(
      Signal signal, SirenArchitecture architecture, TrainingOptions options, TrainingEngine on) {
    return SirenTrainer.train(
        signal, architecture, options.withEngine(on), TrainingListener.none());
  }

  private static double distance(double[] expected, float[] actual) {
    double[] difference = expected.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= actual[i];
    }
    return Vectors.norm(difference) / Vectors.norm(expected);
  }
}
