package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialScaleTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 6, 2, 3, 30, 30);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(ARCHITECTURE, 7);

  @Test
  void scalesAllSineLayersAndNotTheLast() {
    SirenWeights scaled = new InitialScale(3, 1.75).apply(WEIGHTS, SeededTensors.none());
    double[] factors = {3, 3, 1.75, 1.75, 1.75, 1.75, 1, 1};
    for (int id = 0; id < factors.length; id++) {
      for (int i = 0; i < WEIGHTS.tensors().get(id).size(); i++) {
        float expected = (float) (factors[id] * WEIGHTS.tensors().get(id).get(i));
        assertEquals(expected, scaled.tensors().get(id).get(i));
      }
    }
  }

  @Test
  void seededTensorsStayAsTheirSeedMakesThem() {
    SeededTensors seeded = SeededTensors.firstLayer(7);
    SirenWeights scaled = new InitialScale(3, 2).apply(WEIGHTS, seeded);
    assertSame(WEIGHTS.weight(0), scaled.weight(0));
    assertArrayEquals(seeded.fill(scaled).toFlatArray(), scaled.toFlatArray());
    assertEquals(2 * WEIGHTS.weight(1).get(0), scaled.weight(1).get(0));
  }

  @Test
  void noScaleIsTheSameWeights() {
    assertSame(WEIGHTS, InitialScale.NONE.apply(WEIGHTS, SeededTensors.none()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1001, Double.NaN, Double.POSITIVE_INFINITY})
  void otherFactorsAreRefused(double factor) {
    assertThrows(IllegalArgumentException.class, () -> new InitialScale(factor, 1));
    assertThrows(IllegalArgumentException.class, () -> new InitialScale(1, factor));
  }

  @Test
  void onlyWideAndShallowNetworksOfPicturesBeginLarger() {
    CoordinateGrid picture = CoordinateGrid.of(512, 768);
    assertEquals(new InitialScale(Math.sqrt(24), 1.75), of(256, 3, picture));
    assertEquals(new InitialScale(1, 1.75), of(256, 3, CoordinateGrid.of(24, 16)));
    assertEquals(InitialScale.NONE, of(28, 9, picture));
    assertEquals(InitialScale.NONE, of(256, 5, picture));
    assertEquals(InitialScale.NONE, of(64, 3, picture));
    SirenArchitecture sound = new SirenArchitecture(1, 256, 3, 1, 3000, 30);
    assertEquals(InitialScale.NONE, InitialScale.of(sound, CoordinateGrid.of(44_100)));
    SirenArchitecture video = new SirenArchitecture(3, 256, 3, 3, 30, 30);
    assertEquals(InitialScale.NONE, InitialScale.of(video, CoordinateGrid.of(160, 90, 50)));
  }

  private static InitialScale of(int features, int hiddenLayers, CoordinateGrid grid) {
    return InitialScale.of(shape(features, hiddenLayers), grid);
  }

  @Test
  void theRateFallsWithWidthAndDepth() {
    assertEquals(0.13 / 256, TrainingOptions.learningRateOf(shape(256, 3)), 1e-12);
    assertEquals(0.13 / 28 / 3, TrainingOptions.learningRateOf(shape(28, 9)), 1e-12);
    assertEquals(8e-3, TrainingOptions.learningRateOf(shape(8, 1)), 1e-12);
    SirenArchitecture sound = new SirenArchitecture(1, 256, 3, 1, 3000, 30);
    assertEquals(0.077 / 256, TrainingOptions.learningRateOf(sound), 1e-12);
  }

  private static SirenArchitecture shape(int features, int hiddenLayers) {
    return new SirenArchitecture(2, features, hiddenLayers, 3, 30, 30);
  }
}
