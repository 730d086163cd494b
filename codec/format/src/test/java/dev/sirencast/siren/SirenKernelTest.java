package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.KernelProvider.UnavailableException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SirenKernelTest {
  private static final int[] FEATURES = {1, 3, 8, 10, 28, 31, 64, 100, 256};
  private static final int[] POINTS = {1, 7, 511, 512, 513, 2000};
  private static final int FIRST = 37;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void plainAndVectorGiveTheSameBitsForEveryShape(int inputs) throws UnavailableException {
    SirenKernel plain = KernelProvider.load("plain");
    SirenKernel vector = KernelProvider.load("vector");
    for (int features : FEATURES) {
      for (int hiddenLayers = 0; hiddenLayers <= 4; hiddenLayers++) {
        for (int outputs = 1; outputs <= 4; outputs++) {
          SirenWeights weights = random(inputs, features, hiddenLayers, outputs, 30);
          for (int points : POINTS) {
            assertArrayEquals(
                part(weights, plain, points),
                part(weights, vector, points),
                () -> weights.architecture() + " on " + points + " points");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void networksThatShareScratchAreAsTheyAreAlone(String name) throws UnavailableException {
    SirenKernel kernel = KernelProvider.load(name);
    KernelScratch scratch = kernel.scratch();
    double[][] points = new double[2][TileEvaluator.POINTS];
    for (int i = 0; i < TileEvaluator.POINTS; i++) {
      points[0][i] = i / 256.0 - 1;
      points[1][i] = 1 - i / 300.0;
    }
    for (int features : new int[] {12, 4, 20, 8, 31, 12}) {
      SirenWeights weights = random(2, features, 2, 3, 30);
      float[] shared = new float[3 * 400];
      float[] alone = new float[3 * 400];
      scratch.evaluator(PackedNetwork.of(weights)).evaluate(points, 400, shared, 0);
      SirenNetwork.of(weights, kernel).tileEvaluator().evaluate(points, 400, alone, 0);
      assertArrayEquals(alone, shared);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void staysWithinTheRoundingErrorOfTheFormula(String name) throws UnavailableException {
    for (int inputs = 1; inputs <= 3; inputs++) {
      for (int features : FEATURES) {
        for (int hiddenLayers = 0; hiddenLayers <= 4; hiddenLayers += 2) {
          requireNear(random(inputs, features, hiddenLayers, 4, 30), KernelProvider.load(name));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void staysWithinTheRoundingErrorOfTheFormulaAtAudioFrequencies(String name)
      throws UnavailableException {
    requireNear(random(1, 64, 2, 1, 3000), KernelProvider.load(name));
  }

  @Test
  void givesTheSameBitsWhereNoFastRangeHolds() throws UnavailableException {
    for (double omega0 : new double[] {1e5, 3000}) {
      float[] flat = random(2, 31, 2, 3, omega0).toFlatArray();
      for (int i = 0; i < flat.length; i += 3) {
        flat[i] *= 1e4f;
      }
      SirenArchitecture architecture = new SirenArchitecture(2, 31, 2, 3, omega0, omega0);
      SirenWeights weights = SirenWeights.ofFlat(architecture, flat);
      float[] plain = part(weights, KernelProvider.load("plain"), 600);
      assertArrayEquals(plain, part(weights, KernelProvider.load("vector"), 600));
      for (float y : plain) {
        assertEquals(y, y, "finite weights whose sums do not overflow give finite outputs");
      }
    }
  }

  private static void requireNear(SirenWeights weights, SirenKernel kernel) {
    SirenArchitecture architecture = weights.architecture();
    CoordinateGrid grid = grid(architecture.inputs());
    float[] y = SirenNetwork.of(weights, kernel).evaluate(grid);
    float[][] coordinates = new float[architecture.inputs()][1];
    for (int point = 0; point < grid.points(); point += 101) {
      grid.coordinates(point, 1, coordinates);
      double[] x = new double[coordinates.length];
      Arrays.setAll(x, axis -> coordinates[axis][0]);
      ReferenceNetwork reference = ReferenceNetwork.evaluate(weights, x);
      for (int c = 0; c < architecture.outputs(); c++) {
        float actual = y[point * architecture.outputs() + c];
        assertEquals(reference.outputs[c], actual, reference.bounds[c], architecture::toString);
      }
    }
  }

  private static float[] part(SirenWeights weights, SirenKernel kernel, int points) {
    SirenArchitecture architecture = weights.architecture();
    float[] out = new float[points * architecture.outputs()];
    SirenNetwork.of(weights, kernel).evaluate(grid(architecture.inputs()), FIRST, points, out, 0);
    return out;
  }

  private static CoordinateGrid grid(int inputs) {
    return switch (inputs) {
      case 1 -> CoordinateGrid.of(2500);
      case 2 -> CoordinateGrid.of(50, 50);
      default -> CoordinateGrid.of(25, 20, 5);
    };
  }

  private static SirenWeights random(
      int inputs, int features, int hiddenLayers, int outputs, double omega0) {
    SirenArchitecture architecture =
        new SirenArchitecture(inputs, features, hiddenLayers, outputs, omega0, 30);
    return SirenInitializer.initialize(architecture, 31L * features + hiddenLayers);
  }
}
