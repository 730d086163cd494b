package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of each noise beside what its definition says. */
class ConductanceTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(16, 16);
  private static final SeededTensors NONE = SeededTensors.none();
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 100, 2, 3, 30, 30);

  /** Every tensor holds uniform values whose greatest magnitude is 2. */
  private static final SirenWeights WEIGHTS = weights();

  private static SirenWeights weights() {
    SplittableRandom random = new SplittableRandom(1);
    List<WeightTensor> tensors = new ArrayList<>();
    for (int t = 0; t < ARCHITECTURE.tensors(); t++) {
      float[] values = new float[ARCHITECTURE.tensorRows(t) * ARCHITECTURE.tensorColumns(t)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (4 * random.nextDouble() - 2);
      }
      values[0] = 2;
      tensors.add(
          WeightTensor.of(ARCHITECTURE.tensorRows(t), ARCHITECTURE.tensorColumns(t), values));
    }
    return SirenWeights.of(ARCHITECTURE, tensors);
  }

  private static float[] read(String noise, int reads) {
    return new WeightChannel(WeightNoiseText.parse(noise, GRID), reads, 0)
        .apply(WEIGHTS, NONE, 7)
        .toFlatArray();
  }

  private static double deviation(float[] values) {
    float[] clean = WEIGHTS.toFlatArray();
    double sum = 0;
    for (int i = 0; i < clean.length; i++) {
      sum += Math.pow((double) values[i] - clean[i], 2);
    }
    return Math.sqrt(sum / clean.length);
  }

  @Test
  void additiveNoiseIsOfTheGreatestAndFallsWithReads() {
    assertEquals(0.04, deviation(read("add_normal(std=2%)", 1)), 0.001);
    assertEquals(0.01, deviation(read("add_normal(std=2%)", 16)), 0.0003);
    assertEquals(0.01, deviation(read("gauss(sigma=0.04)", 16)), 0.0003);
  }

  @Test
  void relativeNoiseIsOfEachWeight() {
    // The root mean square of uniform values of up to 2 is 2 / sqrt 3.
    assertEquals(0.05 * 2 / Math.sqrt(3), deviation(read("mult_normal(std=5%)", 1)), 0.002);
  }

  @Test
  void whatIsStuckStays() {
    float[] stuck = read("stuck(zero=10%,max=5%)", 1);
    double zeros = 0;
    double greatest = 0;
    for (float value : stuck) {
      zeros += value == 0 ? 1 : 0;
      greatest += Math.abs(value) == 2 ? 1 : 0;
    }
    assertEquals(0.10, zeros / stuck.length, 0.01);
    assertEquals(0.05, greatest / stuck.length, 0.01);
    assertEquals(deviation(stuck), deviation(read("stuck(zero=10%,max=5%)", 9)), 1e-6);
    assertEquals(deviation(read("mask(p=10%)", 1)), deviation(read("mask(p=10%)", 5)), 1e-6);
  }

  @Test
  void driftIsAPowerOfTime() {
    float[] drifted = read("drift(t=2000s,nu=0.05,std=0)", 1);
    assertEquals(WEIGHTS.toFlatArray()[0] * Math.pow(100, -0.05), drifted[0], 1e-5);
    assertEquals(0, deviation(read("drift(t=10s,nu=0.05,std=0.01)", 1)), 1e-9);
    assertEquals(0, deviation(read("drift(t=30d,nu=0.05,std=0,compensation=global)", 1)), 1e-5);
  }

  @Test
  void phaseChangeMemoryIsAsNoisyAsItWasMeasured() {
    // Programming noise: the squares of both cells' deviations over uniform weights, of 25 uS.
    double squares = 0;
    for (int i = 0; i < 1000; i++) {
      double g = (i + 0.5) / 1000;
      double up = (0.26348 + 1.9650 * g - 1.1731 * g * g) / 25;
      squares += up * up / 1000;
    }
    double written = deviation(read("pcm(t=0s)", 50));
    // The other cell cannot fall below 0, which leaves less than half of its square.
    assertTrue(written > 2 * Math.sqrt(squares), written + " " + squares);
    assertTrue(written < 2 * Math.sqrt(squares + Math.pow(0.26348 / 25, 2)) * 1.1, "" + written);
    double month = deviation(read("pcm(t=30d)", 1));
    double compensated = deviation(read("pcm(t=30d,compensation=global)", 1));
    assertTrue(month > 2 * compensated && compensated > written, month + " " + compensated);
  }

  @Test
  void seededTensorsAreLeftAsTheyAre() {
    for (String noise : List.of("add_normal(std=2%)", "pcm(t=1h)", "gauss(sigma=0.1)")) {
      SirenWeights read =
          new WeightChannel(WeightNoiseText.parse(noise, GRID), 3, 0)
              .apply(WEIGHTS, SeededTensors.firstLayer(4), 7);
      assertArrayEquals(tensor(WEIGHTS, 0), tensor(read, 0), noise);
      assertFalse(Arrays.equals(tensor(WEIGHTS, 2), tensor(read, 2)), noise);
    }
  }

  private static float[] tensor(SirenWeights weights, int tensor) {
    return weights.tensors().get(tensor).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add_normal(std=0.02)",
        "mult_normal(std=0.05)",
        "stuck(zero=0.1,max=0.01)",
        "drift(t=1h,nu=0.05,std=0.01)",
        "drift(t=90.5s,nu=0.05,std=0.01,compensation=global)",
        "pcm(t=30d)",
        "gauss(sigma=0.001)",
        "mask(p=0.01)"
      })
  void saysWhatItIs(String text) {
    assertEquals(text, WeightNoiseText.parse(text, GRID).get(0).toString());
  }

  @Test
  void changesOneNumber() {
    assertEquals("gauss(sigma=1e-3)", WeightNoiseText.with("none", "gauss", "1e-3"));
    assertEquals(
        "mask(p=1%); stuck(zero=2%,max=3%)",
        WeightNoiseText.with("mask(p=1%); stuck(zero=2%, max=1%)", "stuck.max", "3%"));
    assertEquals(
        "pcm(t=1h,compensation=global)",
        WeightNoiseText.with("pcm(t=1d,compensation=global)", "pcm", "1h"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add_normal", "add_normal()", "add_normal(std=x)", "add_normal(std=-1)", "stuck(zero=2)",
        "stuck(half=1%)", "stuck(zero=1%,zero=1%)", "drift(nu=0.1)", "pcm(t=1y)", "pcm(t=-1s)",
        "pcm(t=1h,compensation=some)", "loud(x=1)", "gauss(sigma=1e-3);"
      })
  void refusesTheRestInOneLine(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> WeightNoiseText.parse(text, GRID));
    assertTrue(!e.getMessage().contains("\n") && !e.getMessage().isBlank());
  }

  @Test
  void ofOneReadIsAsTheNoisesAlone() {
    String text = "gauss(sigma=1e-3); mask(p=1%)";
    List<WeightPerturbation> parts = WeightPerturbation.parseAll(text, GRID);
    assertArrayEquals(
        WeightPerturbation.applyAll(parts, WEIGHTS, NONE, 3).toFlatArray(),
        WeightChannel.of(WeightNoiseText.parse(text, GRID)).apply(WEIGHTS, NONE, 3).toFlatArray());
  }
}
