package dev.sirencast.trainer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodeLengthTest {
  private static final int COUNT = 400;
  private static final double STEP = 0.2;

  private final float[] weights = new float[COUNT];
  private final double[] noise = new double[COUNT];

  CodeLengthTest() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < COUNT; i++) {
      weights[i] = (float) random.nextGaussian();
      noise[i] = random.nextDouble() - 0.5;
    }
  }

  private float[] values(double step) {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (weights[i] + step * noise[i]);
    }
    return values;
  }

  private CodeLength at(float[] values, double step, double[] gradient) {
    return new CodeLength(values, weights, 0, COUNT, step, 1, gradient);
  }

  @Test
  void derivativeByTheStepIsThatOfFiniteDifferences() {
    double change = 0.02;
    double up = at(values(STEP + change), STEP + change, new double[COUNT]).bits();
    double down = at(values(STEP - change), STEP - change, new double[COUNT]).bits();
    double expected = (up - down) / (2 * change);
    double byStep = at(values(STEP), STEP, new double[COUNT]).byStep();
    assertEquals(expected, byStep, 0.01 * Math.abs(expected));
  }

  @Test
  void derivativesByTheValuesAreThoseOfFiniteDifferences() {
    double[] gradient = new double[COUNT];
    at(values(STEP), STEP, gradient);
    float[] all = values(STEP);
    float[] grown = all.clone();
    float[] shrunk = all.clone();
    double expected = 0;
    for (int i = 0; i < COUNT; i++) {
      // Along the signs, so that the change does not cancel.
      grown[i] += 0.01f * Math.signum(all[i]);
      shrunk[i] -= 0.01f * Math.signum(all[i]);
      expected += gradient[i] * Math.signum(all[i]);
    }
    double up = at(grown, STEP, new double[COUNT]).bits();
    double down = at(shrunk, STEP, new double[COUNT]).bits();
    assertEquals(expected, (up - down) / 0.02, 0.01 * Math.abs(expected));
  }

  @Test
  void aNormalTensorCostsItsEntropy() {
    double bits = at(values(STEP), STEP, new double[COUNT]).bits() / COUNT;
    double entropy = Math.log(Math.sqrt(2 * Math.PI * Math.E) / STEP) / Math.log(2);
    assertEquals(entropy, bits, 0.2);
  }

  @Test
  void theTableOfTheNormalCurveIsExactEnough() {
    assertEquals(0.5, NormalCurve.below(0), 1e-6);
    assertEquals(0.8413447460685429, NormalCurve.below(1), 1e-6);
    assertEquals(0.24197072451914337, NormalCurve.density(-1), 1e-6);
  }
}
