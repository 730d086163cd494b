package dev.sirencast.siren.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomLayerTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 5, 1, 1, 3, 2);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(SHAPE, 3);
  private static final double[] INPUTS = {0.7, -0.3, 0.2, 0.9, -0.8};

  private static RandomLayer layer(
      @Nullable SirenWeights variances, SeededTensors seeded, WeightNoise noise) {
    return RandomLayer.of(WEIGHTS, variances, seeded, noise)[1];
  }

  private static double[][] propagate(RandomLayer layer, double @Nullable [] variances) {
    double[][] moments = new double[2][layer.rows];
    layer.propagate(INPUTS, variances, moments[0], moments[1]);
    return moments;
  }

  static Stream<WeightNoise> noises() {
    return Stream.of(
        WeightNoise.gaussian(0.2),
        WeightNoise.mask(0.3),
        new WeightNoise(0, 0.5, 0),
        new WeightNoise(0.1, 0.2, 0.1));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void momentsAreThoseOfDraws(WeightNoise noise) {
    RandomLayer layer = layer(null, SeededTensors.none(), noise);
    double[][] expected = propagate(layer, null);
    int draws = 40_000;
    SplittableRandom random = new SplittableRandom(1);
    double[] sums = new double[layer.rows];
    double[] squares = new double[layer.rows];
    double[] z = new double[layer.rows];
    for (int i = 0; i < draws; i++) {
      layer.draw(INPUTS, random, z);
      for (int r = 0; r < z.length; r++) {
        sums[r] += z[r] / draws;
        squares[r] += z[r] * z[r] / draws;
      }
    }
    for (int r = 0; r < z.length; r++) {
      double variance = expected[1][r];
      assertEquals(expected[0][r], sums[r], 4 * Math.sqrt(variance / draws));
      assertEquals(variance, squares[r] - sums[r] * sums[r], 0.06 * variance);
    }
  }

  @Test
  void withoutNoiseItIsTheLayerItself() {
    double[][] moments = propagate(layer(null, SeededTensors.none(), WeightNoise.NONE), null);
    double[] z = new double[SHAPE.rows(1)];
    for (int r = 0; r < z.length; r++) {
      z[r] = WEIGHTS.bias(1).get(r);
      for (int c = 0; c < INPUTS.length; c++) {
        z[r] += WEIGHTS.weight(1).get(r * INPUTS.length + c) * INPUTS[c];
      }
      z[r] *= SHAPE.omega0(1);
    }
    assertArrayEquals(z, moments[0], 1e-12);
    assertArrayEquals(new double[z.length], moments[1]);
  }

  @Test
  void seededTensorsAreHitByNothing() {
    SeededTensors both = new SeededTensors(1, java.util.List.of(2, 3));
    double[][] moments = propagate(layer(null, both, WeightNoise.gaussian(1)), null);
    assertArrayEquals(new double[SHAPE.rows(1)], moments[1]);
    SeededTensors weight = new SeededTensors(1, java.util.List.of(2));
    double[] ofBias = propagate(layer(null, weight, WeightNoise.gaussian(1)), null)[1];
    // omega0^2 sigma^2 of the bias alone.
    assertEquals(4, ofBias[0], 1e-12);
  }

  @Test
  void variancesOfInputsAndWeightsAddUp() {
    double[] spread = {0.1, 0.2, 0, 0.3, 0.1};
    float[] own = new float[SHAPE.parameters()];
    java.util.Arrays.fill(own, 0.01f);
    RandomLayer layer =
        layer(SirenWeights.ofFlat(SHAPE, own), SeededTensors.none(), WeightNoise.NONE);
    double[] variance = propagate(layer, spread)[1];
    double factor = SHAPE.omega0(1) * SHAPE.omega0(1);
    double expected = 0.01f;
    for (int c = 0; c < INPUTS.length; c++) {
      double w = WEIGHTS.weight(1).get(c);
      expected += w * w * spread[c] + 0.01f * (spread[c] + INPUTS[c] * INPUTS[c]);
    }
    assertEquals(factor * expected, variance[0], 1e-9);
  }
}
