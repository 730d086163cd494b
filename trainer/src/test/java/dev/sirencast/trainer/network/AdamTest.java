package dev.sirencast.trainer.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sirencast.trainer.engine.CosineSchedule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final int LENGTH = 50;
  private static final int STEPS = 40;

  /** The algorithm's lines in double precision, beside the tensor operations. */
  @Test
  void followsTheAlgorithmUnderACosineSchedule() {
    SplittableRandom random = new SplittableRandom(3);
    CosineSchedule schedule = new CosineSchedule(0.05, STEPS);
    double[] theta = random.doubles(LENGTH, -1, 1).toArray();
    double[] m = new double[LENGTH];
    double[] v = new double[LENGTH];
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu())) {
      NDArray parameters = manager.create(toFloats(theta));
      Adam adam = new Adam(manager, parameters, manager.ones(parameters.getShape()));
      for (int step = 0; step < STEPS; step++) {
        // From large to so small that epsilon matters.
        double size = Math.pow(10, -step / 4.0);
        double[] g = random.doubles(LENGTH, -size, size).toArray();
        double rate = schedule.rate(step);
        for (int i = 0; i < LENGTH; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          double mean = m[i] / (1 - Math.pow(0.9, step + 1));
          double variance = v[i] / (1 - Math.pow(0.999, step + 1));
          theta[i] -= rate * mean / (Math.sqrt(variance) + 1e-8);
        }
        adam.step(manager.create(toFloats(g)), rate);
      }
      assertArrayEquals(toFloats(theta), parameters.toFloatArray(), 2e-5f);
    }
  }

  @Test
  void boundsTheFirstStepOfTheTiniestGradientByEpsilon() {
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu())) {
      NDArray parameters = manager.create(new float[] {1f, 1f});
      new Adam(manager, parameters, manager.ones(parameters.getShape()))
          .step(manager.create(new float[] {1e-8f, 1f}), 0.5);
      // |m| / (sqrt(v) + epsilon) is 1/2 where |g| is epsilon, and almost 1 where it is far above.
      assertArrayEquals(new float[] {0.75f, 0.5f}, parameters.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void leavesTheGradientAsItWas() {
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu())) {
      NDArray gradient = manager.create(new float[] {3f, -4f});
      new Adam(manager, manager.zeros(gradient.getShape()), manager.ones(gradient.getShape()))
          .step(gradient, 0.1);
      assertArrayEquals(new float[] {3f, -4f}, gradient.toFloatArray());
    }
  }

  private static float[] toFloats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
