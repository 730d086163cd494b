package dev.sirencast.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions beside the mean over real draws. */
class PatchNoisePredictionTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(20, 15);
  private static final int DRAWS = 200;

  /** Masks are rare and large: the mean over few draws is itself uncertain. */
  private static final int MASKED_DRAWS = 1000;

  static Stream<Arguments> noises() {
    return Stream.of(
        Arguments.of(WeightNoise.gaussian(1e-3), false, 0.3),
        Arguments.of(WeightNoise.gaussian(3e-3), true, 0.3),
        Arguments.of(new WeightNoise(0, 0.02, 0), false, 0.3),
        Arguments.of(WeightNoise.mask(1e-2), false, 0.5),
        Arguments.of(WeightNoise.mask(1e-2), true, 0.5));
  }

  /** Networks in all patches but every fifth, on a base that is evaluated at every sample. */
  private static PatchedWeights weights(boolean seeded) {
    SirenArchitecture shape = new SirenArchitecture(2, 24, 2, 3, 30, 30);
    List<Integer> fixed =
        seeded ? SeededTensors.firstLayerAndBiases(shape, 5).tensors() : List.of();
    PatchFamily family = new PatchFamily(shape, List.of(12, 24), 5, 0.6f, 1, 0.7f, fixed);
    PatchGrid grid = PatchGrid.of(GRID, 5, 5);
    List<@Nullable PatchWeights> patches = new ArrayList<>();
    for (int i = 0; i < grid.patches(); i++) {
      int width = i % 2;
      float[] own = grown(family.architecture(width), family.initial(width));
      patches.add(i % 5 == 4 ? null : new PatchWeights(width, 0.25f, own));
    }
    SirenArchitecture whole = new SirenArchitecture(2, 32, 1, 3, 30, 30);
    float[] base = grown(whole, SirenInitializer.initialize(whole, 1).toFlatArray());
    return new PatchedWeights(SirenWeights.ofFlat(whole, base), 1, grid, family, patches);
  }

  /** A last layer as training makes it: many weights count, and the biases are not all there is. */
  private static float[] grown(SirenArchitecture shape, float[] weights) {
    int biases = weights.length - shape.outputs();
    for (int i = biases - shape.outputs() * shape.hiddenFeatures(); i < weights.length; i++) {
      weights[i] *= i < biases ? 8 : 0.3f;
    }
    return weights;
  }

  private static SeededTensors baseSeeded(PatchedWeights weights, boolean seeded) {
    return seeded
        ? SeededTensors.firstLayerAndBiases(weights.base().architecture(), 1)
        : SeededTensors.none();
  }

  private static Signal decoded(PatchedWeights weights) {
    return PatchedNetwork.of(weights).reconstruct(new ImageFormat(8), GRID, Runnable::run, 1);
  }

  @ParameterizedTest
  @MethodSource("noises")
  void matchesTheMeanOverRealDraws(WeightNoise noise, boolean seeded, double tolerance) {
    PatchedWeights weights = weights(seeded);
    SeededTensors base = baseSeeded(weights, seeded);
    Signal clean = decoded(weights);
    double sum = 0;
    int draws = noise.mask() > 0 ? MASKED_DRAWS : DRAWS;
    for (int draw = 0; draw < draws; draw++) {
      Signal noisy = decoded(weights.under(noise.perturbations(), base, 1000 + draw));
      sum += Math.pow(10, -Psnr.decibels(clean, noisy) / 10) / draws;
    }
    assertEquals(
        Psnr.fromMeanSquaredError(sum),
        PatchNoisePrediction.decibelsAgainstClean(weights, base, noise),
        tolerance);
  }

  @Test
  void noNoiseDoesNothing() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        PatchNoisePrediction.decibelsAgainstClean(
            weights(false), SeededTensors.none(), WeightNoise.NONE));
  }

  @Test
  void whatIsNotSentHasNoNoise() {
    PatchedWeights seeded = weights(true);
    WeightNoise noise = WeightNoise.gaussian(3e-3);
    double all =
        PatchNoisePrediction.decibelsAgainstClean(weights(false), SeededTensors.none(), noise);
    double sent =
        PatchNoisePrediction.decibelsAgainstClean(seeded, baseSeeded(seeded, true), noise);
    assertTrue(sent > all + 0.5, sent + " dB, with all sent " + all);
  }
}
