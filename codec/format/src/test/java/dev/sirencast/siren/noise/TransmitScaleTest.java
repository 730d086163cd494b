package dev.sirencast.siren.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransmitScaleTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 24, 2, 3, 30, 30);
  private static final CoordinateGrid GRID = CoordinateGrid.of(14, 11);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(NETWORK, 4);
  private static final SeededTensors NONE = SeededTensors.none();

  private static double squares(WeightTensor tensor) {
    double sum = 0;
    for (float value : tensor.toArray()) {
      sum += value * value;
    }
    return sum;
  }

  private static double power(double[] factors) {
    double sum = 0;
    for (int t = 0; t < factors.length; t++) {
      sum += factors[t] * factors[t] * squares(WEIGHTS.tensors().get(t));
    }
    return sum;
  }

  private static double error(SirenWeights weights) {
    float[] clean = SirenNetwork.of(WEIGHTS).evaluate(GRID);
    float[] noisy = SirenNetwork.of(weights).evaluate(GRID);
    double sum = 0;
    for (int i = 0; i < clean.length; i++) {
      sum += (double) (noisy[i] - clean[i]) * (noisy[i] - clean[i]);
    }
    return sum;
  }

  private static double error(TransmitScale scale, double sigma) {
    double sum = 0;
    for (int seed = 0; seed < 40; seed++) {
      sum += error(new WeightPerturbation.Transmitted(sigma, scale, GRID).apply(WEIGHTS, seed));
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(names = {"POWER", "RMS"})
  void keepsTheTotalPower(TransmitScale scale) {
    double[] ones = new double[NETWORK.tensors()];
    java.util.Arrays.fill(ones, 1);
    assertEquals(power(ones), power(scale.factors(WEIGHTS, NONE, GRID)), 1e-9 * power(ones));
  }

  @Test
  void peakBringsTheLargestValueToOne() {
    double[] factors = TransmitScale.PEAK.factors(WEIGHTS, NONE, GRID);
    for (int t = 0; t < factors.length; t++) {
      double peak = 0;
      for (float value : WEIGHTS.tensors().get(t).toArray()) {
        peak = Math.max(peak, Math.abs(value));
      }
      assertEquals(1, factors[t] * peak, 1e-12);
    }
  }

  @Test
  void powerLeavesLessErrorThanAnyOtherScaleOfTheSamePower() {
    double allocated = error(TransmitScale.POWER, 1e-4);
    assertTrue(allocated < 0.5 * error(TransmitScale.NONE, 1e-4));
    assertTrue(allocated < 0.5 * error(TransmitScale.RMS, 1e-4));
  }

  @Test
  void sensitivityIsTheDamageOfSmallNoise() {
    double[] sensitivity = TensorSensitivity.of(WEIGHTS, GRID);
    double predicted = 0;
    for (int t = 0; t < sensitivity.length; t++) {
      predicted += 1e-10 * sensitivity[t];
    }
    double measured = error(TransmitScale.NONE, 1e-5) / 40 / GRID.points();
    assertEquals(predicted, measured, 0.15 * predicted);
  }

  @Test
  void seededTensorsTakeNeitherNoiseNorPower() {
    SeededTensors first = SeededTensors.firstLayer(4);
    double[] factors = TransmitScale.POWER.factors(WEIGHTS, first, GRID);
    assertEquals(1, factors[0]);
    SirenWeights noisy =
        new WeightPerturbation.Transmitted(0.1, TransmitScale.POWER, GRID).apply(WEIGHTS, first, 3);
    assertArrayEquals(WEIGHTS.weight(0).toArray(), noisy.weight(0).toArray());
  }

  @Test
  void readsTheScale() {
    List<WeightPerturbation> parsed =
        WeightPerturbation.parseAll("gauss(sigma=1e-3, scale=peak); mask(p=1%)", GRID);
    assertEquals(new WeightPerturbation.Transmitted(1e-3, TransmitScale.PEAK, GRID), parsed.get(0));
    assertEquals("gauss(sigma=0.001,scale=peak)", parsed.get(0).toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightPerturbation.parseAll("gauss(sigma=1e-3,scale=loud)", GRID));
  }

  @Test
  void shrinkageComesNearerToTheWeights() {
    double sigma = 0.01;
    SirenWeights noisy = new WeightPerturbation.Gaussian(sigma).apply(WEIGHTS, 9);
    SirenWeights estimate = Shrinkage.estimate(noisy, NONE, sigma);
    assertTrue(distance(estimate) < 0.98 * distance(noisy));
    assertArrayEquals(noisy.toFlatArray(), Shrinkage.estimate(noisy, NONE, 0).toFlatArray());
    SirenWeights seeded = Shrinkage.estimate(noisy, SeededTensors.firstLayer(4), sigma);
    assertArrayEquals(noisy.weight(0).toArray(), seeded.weight(0).toArray());
  }

  /** How far a hidden layer's weights are from what they were. */
  private static double distance(SirenWeights weights) {
    double sum = 0;
    float[] here = weights.weight(1).toArray();
    for (int i = 0; i < here.length; i++) {
      sum += Math.pow(here[i] - WEIGHTS.weight(1).get(i), 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void signalToNoiseRatioIsThatOfEveryTensor() {
    SirenArchitecture network = new SirenArchitecture(2, 32, 1, 3, 30, 30);
    SirenWeights weights = SirenInitializer.initialize(network, 3);
    WeightPerturbation noise = WeightPerturbation.parseAll("gauss(snr=20dB)", GRID).get(0);
    SirenWeights noisy = noise.apply(weights, SeededTensors.none(), 4);
    for (int id = 0; id < network.tensors(); id++) {
      WeightTensor sent = weights.tensors().get(id);
      if (sent.size() >= 1000) {
        double power = 0;
        double error = 0;
        for (int i = 0; i < sent.size(); i++) {
          double difference = noisy.tensors().get(id).get(i) - sent.get(i);
          power += (double) sent.get(i) * sent.get(i);
          error += difference * difference;
        }
        // 1,024 draws: the ratio's deviation is 4 %, 0.2 dB
        assertEquals(20, 10 * Math.log10(power / error), 0.8, SirenWeights.name(id));
      }
    }
  }
}
