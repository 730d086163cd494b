package dev.sirencast.trainer.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.siren.SirenArchitecture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NetworkPassTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 10, 1, 3, 30, 30);

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    Fitting fitting = Fitting.random(ARCHITECTURE, 20_001);
    NetworkPass alone = new NetworkPass(ARCHITECTURE, Runnable::run, 1);
    float[] expected = new float[fitting.weights.length];
    double error = alone.squaredError(fitting.weights, fitting.points, expected);
    float[] outputs = new float[fitting.targets.length];
    alone.outputs(fitting.weights, fitting.points, outputs);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      for (int threads = 2; threads <= 3; threads++) {
        NetworkPass pass = new NetworkPass(ARCHITECTURE, executor, threads);
        for (int i = 0; i < 3; i++) {
          float[] gradient = new float[expected.length];
          assertEquals(error, pass.squaredError(fitting.weights, fitting.points, gradient));
          assertArrayEquals(expected, gradient);
          float[] out = new float[outputs.length];
          pass.outputs(fitting.weights, fitting.points, out);
          assertArrayEquals(outputs, out);
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void lengthsAreChecked() {
    Fitting fitting = Fitting.random(ARCHITECTURE, 9);
    NetworkPass pass = new NetworkPass(ARCHITECTURE);
    float[] shorter = new float[fitting.weights.length - 1];
    assertThrows(
        IllegalArgumentException.class,
        () -> pass.squaredError(fitting.weights, fitting.points, shorter));
    assertThrows(IllegalArgumentException.class, () -> pass.squaredError(shorter, fitting.points));
    assertThrows(
        IllegalArgumentException.class,
        () -> TrainingPoints.of(fitting.coordinates, new float[8], 3));
    TrainingPoints grey = TrainingPoints.of(fitting.coordinates, new float[9], 1);
    assertThrows(IllegalArgumentException.class, () -> pass.squaredError(fitting.weights, grey));
  }
}
