package dev.sirencast.siren.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoisePredictionTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 48, 2, 3, 30, 30);
  private static final CoordinateGrid GRID = CoordinateGrid.of(20, 15);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(NETWORK, 4);
  private static final int DRAWS = 300;

  /** Masks are rare and large: the mean over few draws is itself uncertain. */
  private static final int MASKED_DRAWS = 2000;

  static Stream<Arguments> noises() {
    SeededTensors none = SeededTensors.none();
    SeededTensors first = SeededTensors.firstLayer(4);
    return Stream.of(
        Arguments.of(WeightNoise.gaussian(1e-3), none, 0.3),
        Arguments.of(WeightNoise.gaussian(3e-3), none, 0.3),
        Arguments.of(WeightNoise.gaussian(1e-3), first, 0.3),
        Arguments.of(new WeightNoise(0, 0.02, 0), none, 0.3),
        // Drawn 12,000 times these are 42.4, 43.5 and 50.5 dB, and the last 41.7.
        Arguments.of(WeightNoise.mask(1e-2), none, 0.8),
        Arguments.of(WeightNoise.mask(1e-2), first, 0.8),
        Arguments.of(WeightNoise.mask(1e-2), SeededTensors.firstLayerAndBiases(NETWORK, 4), 0.5),
        Arguments.of(new WeightNoise(1e-3, 0.02, 0), none, 0.3),
        Arguments.of(new WeightNoise(1e-3, 0.01, 1e-2), first, 0.8));
  }

  /** The mean over real draws of the squared error against the network without noise, in dB. */
  private static double drawn(WeightNoise noise, SeededTensors seeded) {
    float[] clean = SirenNetwork.of(WEIGHTS).evaluate(GRID);
    double sum = 0;
    int draws = noise.mask() > 0 ? MASKED_DRAWS : DRAWS;
    for (int draw = 0; draw < draws; draw++) {
      SirenWeights noisy =
          WeightPerturbation.applyAll(noise.perturbations(), WEIGHTS, seeded, 1000 + draw);
      float[] outputs = SirenNetwork.of(noisy).evaluate(GRID);
      for (int i = 0; i < clean.length; i++) {
        sum += (double) (outputs[i] - clean[i]) * (outputs[i] - clean[i]);
      }
    }
    return Psnr.fromMeanSquaredError(sum / draws / clean.length / 4);
  }

  @ParameterizedTest
  @MethodSource("noises")
  void matchesTheMeanOverRealDraws(WeightNoise noise, SeededTensors seeded, double tolerance) {
    double predicted = NoisePrediction.decibelsAgainstClean(WEIGHTS, seeded, noise, GRID);
    assertEquals(drawn(noise, seeded), predicted, tolerance, noise + " " + seeded.names());
  }

  @Test
  void addsWhatTheNetworkLacksAlready() {
    float[] grey = new float[GRID.points() * 3];
    java.util.Arrays.fill(grey, 0.5f);
    Signal reference = Signal.of(new ImageFormat(8), GRID, 3, grey);
    double clean =
        Psnr.decibels(reference, SirenNetwork.of(WEIGHTS).reconstruct(reference.format(), GRID));
    SeededTensors none = SeededTensors.none();
    assertEquals(clean, NoisePrediction.decibels(WEIGHTS, none, WeightNoise.NONE, reference), 1e-3);
    double alone =
        NoisePrediction.decibelsAgainstClean(WEIGHTS, none, WeightNoise.gaussian(3e-3), GRID);
    double both = NoisePrediction.decibels(WEIGHTS, none, WeightNoise.gaussian(3e-3), reference);
    assertTrue(both < clean && both < alone, clean + " " + alone + " " + both);
  }

  @Test
  void noNoiseDoesNothing() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        NoisePrediction.decibelsAgainstClean(
            WEIGHTS, SeededTensors.none(), WeightNoise.NONE, GRID));
  }

  @ParameterizedTest
  @ValueSource(floats = {1e36f, 3e38f, Float.POSITIVE_INFINITY, Float.NaN})
  void isANumberWhateverTheWeights(float huge) {
    float[] flat = WEIGHTS.toFlatArray();
    for (int i = 0; i < flat.length; i += 5) {
      flat[i] = i % 2 == 0 ? huge : -huge;
    }
    SirenWeights weights = SirenWeights.ofFlat(NETWORK, flat);
    SeededTensors none = SeededTensors.none();
    for (WeightNoise noise :
        List.of(WeightNoise.gaussian(1e-3), WeightNoise.gaussian(3e38), WeightNoise.mask(0.1))) {
      double decibels = NoisePrediction.decibelsAgainstClean(weights, none, noise, GRID);
      assertFalse(Double.isNaN(decibels), noise + ": " + decibels);
    }
    double known = NoisePrediction.decibelsOfWhole(weights, weights, GRID, 64, 0.025);
    assertFalse(Double.isNaN(known), "of the whole: " + known);
  }

  @Test
  void refusesAGridOfOtherAxes() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            NoisePrediction.decibelsAgainstClean(
                WEIGHTS, SeededTensors.none(), WeightNoise.NONE, CoordinateGrid.of(9)));
  }
}
