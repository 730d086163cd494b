package dev.sirencast.trainer.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineNetworkTest {
  @ParameterizedTest(name = "{0}-{1}, {2} hidden layers, {3} outputs, omega0 {4}, {5}, {6}")
  @CsvSource({
    "1, 37, 2, 1, 300, 30, 1",
    "2, 64, 3, 3, 30, 30, 1",
    "2, 64, 1, 3, 90, 1, 0.1",
    "3, 28, 0, 3, 30, 30, 1"
  })
  void agreesWithPlainJavaToRounding(
      int inputs, int features, int hidden, int outputs, double first, double others, double last) {
    SirenArchitecture architecture =
        new SirenArchitecture(inputs, features, hidden, outputs, first, others, last);
    SirenWeights weights = SirenInitializer.initialize(architecture, 5);
    CoordinateGrid grid =
        switch (inputs) {
          case 1 -> CoordinateGrid.of(301);
          case 2 -> CoordinateGrid.of(23, 17);
          default -> CoordinateGrid.of(9, 7, 5);
        };
    float[] expected = SirenNetwork.of(weights).evaluate(grid);
    float[] actual = new float[expected.length];
    try (EngineNetwork network = EngineNetwork.of(weights, 64)) {
      network.evaluate(grid, 1, 0, grid.points(), actual, 0);
    }
    // The engine takes the sine of phases that it has rounded to float32.
    double tolerance = Math.max(2e-5, 3e-7 * first);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance, "output " + i);
    }
  }

  @Test
  void refusesAGridOfOtherAxes() {
    SirenArchitecture architecture = new SirenArchitecture(2, 8, 1, 3, 30, 30);
    try (EngineNetwork network =
        EngineNetwork.of(SirenInitializer.initialize(architecture, 1), 64)) {
      CoordinateGrid line = CoordinateGrid.of(5);
      assertThrows(
          IllegalArgumentException.class, () -> network.evaluate(line, 1, 0, 5, new float[15], 0));
    }
  }
}
