package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightPerturbationTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(14, 11);
  private static final SirenWeights SMALL =
      SirenInitializer.initialize(new SirenArchitecture(2, 24, 2, 3, 30, 30), 4);

  /** 132,355 weights: a variance over them is its expectation within 0.4 %, standard deviation. */
  private static final SirenWeights LARGE =
      SirenInitializer.initialize(new SirenArchitecture(2, 256, 2, 3, 30, 30), 4);

  private static final SeededTensors NONE = SeededTensors.none();

  private static SirenWeights noisy(String noise, SirenWeights weights, long seed) {
    return WeightPerturbation.applyAll(
        WeightPerturbation.parseAll(noise, GRID), weights, NONE, seed);
  }

  /** The mean square of what noise adds. */
  private static double variance(String noise) {
    float[] before = LARGE.toFlatArray();
    float[] after = noisy(noise, LARGE, 11).toFlatArray();
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += Math.pow((double) after[i] - before[i], 2);
    }
    return sum / before.length;
  }

  @Test
  void variancesOfSeveralPartsAdd() {
    double one = variance("gauss(sigma=1e-2)");
    assertEquals(1e-4, one, 0.015e-4);
    assertEquals(2e-4, variance("gauss(sigma=1e-2); gauss(sigma=1e-2)"), 0.03e-4);
    assertEquals(variance("gauss(sigma=0.01414214)"), 2 * one, 1e-9);
    assertEquals(
        3e-4, variance("gauss(sigma=1e-2); gauss(sigma=1e-2); gauss(sigma=1e-2)"), 0.045e-4);
  }

  @Test
  void severalMasksHitWeightsOfTheirOwn() {
    double zeros = 0;
    float[] masked = noisy("mask(p=20%); mask(p=20%)", LARGE, 11).toFlatArray();
    for (float value : masked) {
      zeros += value == 0 ? 1 : 0;
    }
    assertEquals(1 - 0.8 * 0.8, zeros / masked.length, 0.005); // 3.8 standard deviations
  }

  @Test
  void relativeAndAdditiveNoiseAreIndependent() {
    float[] clean = LARGE.toFlatArray();
    float[] relative = noisy("gauss(relative=1%)", LARGE, 11).toFlatArray();
    float[] both = noisy("gauss(relative=1%); gauss(sigma=1e-3)", LARGE, 11).toFlatArray();
    double sum = 0;
    for (int i = 0; i < clean.length; i++) {
      double first = ((double) relative[i] - clean[i]) / (0.01 * clean[i]);
      double second = ((double) both[i] - relative[i]) / 1e-3;
      sum += clean[i] == 0 ? 0 : first * second;
    }
    assertEquals(0, sum / clean.length, 0.01); // 3.6 standard deviations of a correlation of 0
  }

  /** The bytes of noise that is alone, as they have always been for this seed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gauss(sigma=1e-3)             | b4b08a42 | f47d535e",
        "gauss(relative=1%)            | 9075bcf4 | 14039b4d",
        "mask(p=10%)                   | 6f81dfa6 | f1f2a5a6",
        "gauss(snr=20dB)               | 9f7b70c8 | cc728a7f",
        "gauss(sigma=1e-3,scale=peak)  | c0d32983 | b646fb90",
        "gauss(sigma=1e-3,scale=power) | a1fecaaf | 4e7c9f67",
        "gauss(sigma=1e-3,scale=rms)   | 8f7a7bc5 | 127d06da",
      })
  void aPartAloneIsTheSameBytesEverywhere(String noise, String all, String butFirstLayer) {
    List<WeightPerturbation> parts = WeightPerturbation.parseAll(noise, GRID);
    assertEquals(all, checksum(WeightPerturbation.applyAll(parts, SMALL, NONE, 11)));
    assertEquals(
        butFirstLayer,
        checksum(WeightPerturbation.applyAll(parts, SMALL, SeededTensors.firstLayer(4), 11)));
  }

  private static String checksum(SirenWeights weights) {
    float[] values = weights.toFlatArray();
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    CRC32C crc = new CRC32C();
    crc.update(bytes.array());
    return String.format("%08x", crc.getValue());
  }

  @Test
  void noNoiseLeavesTheWeights() {
    assertArrayEquals(SMALL.toFlatArray(), noisy("none", SMALL, 11).toFlatArray());
  }

  @Test
  void derivedSeedsAreThoseOfSplitMix64() {
    // The first outputs of the authors' splitmix64.c for a state of 1234567.
    assertEquals(6457827717110365317L, DerivedSeed.of(1234567, 0));
    assertEquals(3203168211198807973L, DerivedSeed.of(1234567, 1));
  }
}
