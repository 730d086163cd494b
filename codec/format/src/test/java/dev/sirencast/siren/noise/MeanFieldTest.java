package dev.sirencast.siren.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;

class MeanFieldTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(16, 12);

  @Test
  void dampsASineByItsNoise() {
    SirenArchitecture network = new SirenArchitecture(1, 1, 0, 1, 20, 30);
    SirenWeights weights = SirenWeights.ofFlat(network, new float[] {0.3f, 0.1f, 0.7f, 0.2f});
    CoordinateGrid middle = CoordinateGrid.of(1); // x = 0: only the bias's noise counts
    SirenWeights decoded =
        MeanField.decode(weights, SeededTensors.none(), WeightNoise.gaussian(0.02), middle);
    double variance = Math.pow(20 * 0.02, 2);
    assertEquals(0.7 * Math.exp(-variance / 2), decoded.weight(1).get(0), 1e-6);
    assertEquals(0.3f, decoded.weight(0).get(0));
    assertEquals(0.2f, decoded.bias(1).get(0));
  }

  @Test
  void keepsTheShareThatAMaskLeaves() {
    SirenArchitecture network = new SirenArchitecture(1, 1, 0, 1, 20, 30);
    SirenWeights weights = SirenWeights.ofFlat(network, new float[] {0.3f, 0.1f, 0.7f, 0.2f});
    SirenWeights decoded =
        MeanField.decode(
            weights, SeededTensors.firstLayer(0), WeightNoise.mask(0.25), CoordinateGrid.of(3));
    assertEquals(0.3f, decoded.weight(0).get(0));
    assertEquals(0.75f * 0.7f, decoded.weight(1).get(0), 1e-6f);
    assertEquals(0.75f * 0.2f, decoded.bias(1).get(0), 1e-6f);
  }

  @Test
  void comesNearTheMeanOfNoisyEvaluations() {
    SirenArchitecture network = new SirenArchitecture(2, 48, 2, 3, 30, 30);
    SirenWeights weights = SirenInitializer.initialize(network, 4);
    WeightNoise noise = WeightNoise.gaussian(1e-3);
    float[] plain = SirenNetwork.of(weights).evaluate(GRID);
    double[] mean = new double[plain.length];
    int draws = 400;
    for (int draw = 0; draw < draws; draw++) {
      SirenWeights noisy = new WeightPerturbation.Gaussian(1e-3).apply(weights, draw);
      float[] outputs = SirenNetwork.of(noisy).evaluate(GRID);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += outputs[i] / (double) draws;
      }
    }
    float[] decoded =
        SirenNetwork.of(MeanField.decode(weights, SeededTensors.none(), noise, GRID))
            .evaluate(GRID);
    double near = distance(mean, decoded);
    double far = distance(mean, plain);
    assertTrue(near < 0.5 * far, near + " and " + far);
  }

  @Test
  void withoutNoiseNothingChanges() {
    SirenWeights weights =
        SirenInitializer.initialize(new SirenArchitecture(2, 4, 1, 3, 30, 30), 4);
    assertSame(weights, MeanField.decode(weights, SeededTensors.none(), WeightNoise.NONE, GRID));
  }

  private static double distance(double[] mean, float[] outputs) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (mean[i] - outputs[i]) * (mean[i] - outputs[i]);
    }
    return Math.sqrt(sum / mean.length);
  }
}
