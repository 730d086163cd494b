package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallNetworksTest {
  private static final int[] FEATURES = {1, 3, 8, 14, 20, 31, 64};

  /** Boxes of vectors' lengths and of others, longer than a table, of two axes and three. */
  private static final int[][] BOXES = {
    {1, 1}, {5, 3}, {16, 16}, {31, 32}, {32, 32}, {33, 7}, {130, 3}, {3, 200}, {10, 4, 5}, {9, 1, 1}
  };

  @Test
  void plainAndVectorGiveTheSameBitsInEveryBox() {
    SmallNetworks plain = SmallNetworks.onKernel("plain");
    SmallNetworks vector = SmallNetworks.onKernel("vector");
    for (int features : FEATURES) {
      for (int hiddenLayers = 0; hiddenLayers <= 2; hiddenLayers++) {
        for (int[] box : BOXES) {
          SirenWeights weights = random(box.length, features, hiddenLayers, 30);
          assertArrayEquals(
              outputs(plain, weights, axes(box)),
              outputs(vector, weights, axes(box)),
              () -> weights.architecture() + " in " + Arrays.toString(box));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void anOutputDependsOnItsPointAlone(String kernel) {
    SmallNetworks networks = SmallNetworks.onKernel(kernel);
    SirenWeights weights = random(2, 20, 2, 30);
    double[][] axes = axes(150, 140);
    float[] whole = outputs(networks, weights, axes);
    double[][] inner = {
      Arrays.copyOfRange(axes[0], 100, 145), Arrays.copyOfRange(axes[1], 120, 131)
    };
    float[] part = outputs(networks, weights, inner);
    for (int y = 0; y < 11; y++) {
      for (int i = 0; i < 45 * 3; i++) {
        assertEquals(whole[((y + 120) * 150 + 100) * 3 + i], part[y * 45 * 3 + i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void staysWithinTheRoundingErrorOfTheFormula(String kernel) {
    SmallNetworks networks = SmallNetworks.onKernel(kernel);
    for (int[] box : BOXES) {
      double[][] axes = axes(box);
      for (double omega0 : new double[] {30, 3000}) {
        SirenWeights weights = random(box.length, 20, 1, omega0);
        float[] y = outputs(networks, weights, axes);
        for (int point = 0; point < y.length / 3; point += 7) {
          int rest = point;
          double[] x = new double[box.length];
          for (int axis = 0; axis < box.length; axis++) {
            x[axis] = axes[axis][rest % box[axis]];
            rest /= box[axis];
          }
          ReferenceNetwork reference = ReferenceNetwork.evaluate(weights, x);
          for (int c = 0; c < 3; c++) {
            // A first layer of sums of sines is off by up to 5e-7 instead of 3e-7.
            assertEquals(reference.outputs[c], y[3 * point + c], 5 / 3.0 * reference.bounds[c]);
          }
        }
      }
    }
  }

  @Test
  void theFirstLayerIsWithinItsBound() {
    double[][] axes = axes(128, 128);
    double[][] others = {axes[1]};
    SirenWeights weights = random(2, 64, 0, 300);
    BoxSines box = new BoxSines(1);
    box.fill(FirstLayer.fold(weights), axes[0], 128, others, 128);
    double worst = 0;
    for (int r = 0; r < 64; r++) {
      for (int j = 0; j < 128; j++) {
        for (int i = 0; i < 128; i++) {
          float actual =
              Math.fma(
                  box.sines()[box.column(r) + i],
                  box.cosines()[box.row(j) + r],
                  box.cosines()[box.column(r) + i] * box.sines()[box.row(j) + r]);
          double z =
              weights.weight(0).get(2 * r) * axes[0][i]
                  + weights.weight(0).get(2 * r + 1) * axes[1][j]
                  + weights.bias(0).get(r);
          worst = Math.max(worst, Math.abs(actual - Math.sin(300 * z)));
        }
      }
    }
    assertTrue(worst < 5e-7, "off by " + worst);
  }

  @Test
  void alongOneAxisBitsAreThoseOfANetworkAlone() {
    SirenWeights weights = random(1, 20, 2, 30);
    double[][] axes = axes(700);
    float[] y = outputs(SmallNetworks.create(), weights, axes);
    double[][] tile = {Arrays.copyOfRange(axes[0], 512, 1024)};
    float[] alone = new float[3 * 188];
    SirenNetwork.of(weights).tileEvaluator().evaluate(tile, 188, alone, 0);
    assertArrayEquals(alone, Arrays.copyOfRange(y, 3 * 512, 3 * 700));
  }

  @Test
  void givesTheSameBitsWhereNoFastRangeHolds() {
    float[] flat = random(2, 14, 2, 3000).toFlatArray();
    for (int i = 0; i < flat.length; i += 3) {
      flat[i] *= 1e12f;
    }
    SirenWeights weights = SirenWeights.ofFlat(new SirenArchitecture(2, 14, 2, 3, 3000, 30), flat);
    double[][] axes = axes(31, 20);
    float[] plain = outputs(SmallNetworks.onKernel("plain"), weights, axes);
    assertArrayEquals(plain, outputs(SmallNetworks.onKernel("vector"), weights, axes));
    for (float y : plain) {
      assertTrue(Float.isFinite(y));
    }
  }

  @Test
  void refusesAKernelThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> SmallNetworks.onKernel("fast"));
  }

  private static float[] outputs(SmallNetworks networks, SirenWeights weights, double[][] axes) {
    int points = Arrays.stream(axes).mapToInt(axis -> axis.length).reduce(1, (a, b) -> a * b);
    float[] out = new float[points * 3];
    networks.evaluate(weights, axes, out, 0);
    return out;
  }

  private static double[][] axes(int... sizes) {
    double[][] axes = new double[sizes.length][];
    for (int axis = 0; axis < sizes.length; axis++) {
      axes[axis] = new double[sizes[axis]];
      for (int i = 0; i < sizes[axis]; i++) {
        axes[axis][i] = (2 * i + 1.0) / sizes[axis] - 1;
      }
    }
    return axes;
  }

  private static SirenWeights random(int inputs, int features, int hiddenLayers, double omega0) {
    return SirenInitializer.initialize(
        new SirenArchitecture(inputs, features, hiddenLayers, 3, omega0, 30),
        31L * features + hiddenLayers);
  }
}
