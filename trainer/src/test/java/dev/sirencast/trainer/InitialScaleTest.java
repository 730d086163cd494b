package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
