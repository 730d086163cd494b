package dev.sirencast.trainer.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseSourceTest {
  private final NDManager manager = DjlEngine.get().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  private NoiseSource source(long seed) {
    return new NoiseSource(manager, seed, 1000);
  }

  @Test
  void aStepsNoiseDependsOnSeedAndStepAlone() {
    NoiseSource straight = source(7);
    float[][] expected = new float[4][];
    for (int step = 0; step < 4; step++) {
      straight.seek(step);
      expected[step] = straight.deviates(manager, 500).toFloatArray();
    }
    NoiseSource other = source(7);
    for (int step : new int[] {2, 0, 3, 1, 2}) {
      other.seek(step);
      assertArrayEquals(expected[step], other.deviates(manager, 500).toFloatArray());
      other.deviates(manager, 100 * step); // history
    }
    assertFalse(Arrays.equals(expected[0], expected[1]));
    NoiseSource another = source(8);
    another.seek(0);
    assertFalse(Arrays.equals(expected[0], another.deviates(manager, 500).toFloatArray()));
  }

  /** SplittableRandom counts up by a constant: steps a constant apart would share their numbers. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -1, 0x9E3779B97F4A7C15L})
  void noStepRepeatsTheNumbersOfAnother(long seed) {
    NoiseSource source = source(seed);
    Set<Long> seen = new HashSet<>();
    for (int step = 0; step < 200; step++) {
      source.seek(step);
      for (int i = 0; i < 50; i++) {
        assertTrue(seen.add(source.random().nextLong()), "step " + step + ", number " + i);
      }
    }
  }

  @Test
  void deviatesAreNormal() {
    float[] deviates = source(1).deviates(manager, 1_000_000).toFloatArray();
    double[] moments = new double[4];
    for (float deviate : deviates) {
      for (int k = 0; k < moments.length; k++) {
        moments[k] += Math.pow(deviate, k + 1) / deviates.length;
      }
    }
    // Five standard errors of a million.
    assertArrayEquals(new double[] {0, 1, 0, 3}, moments, 0.05);
    assertEquals(0, moments[0], 0.005);
    assertEquals(1, moments[1], 0.0071);
  }

  @Test
  void masksHaveTheirShareOfZeros() {
    float[] mask = NoiseSource.mask(manager, new SplittableRandom(5), 100_000, 0.03).toFloatArray();
    int zeros = 0;
    for (float kept : mask) {
      assertTrue(kept == 0 || kept == 1);
      zeros += kept == 0 ? 1 : 0;
    }
    // Five standard deviations of the binomial.
    assertEquals(3000, zeros, 270);
  }

  @Test
  void handsOutAsManyDeviatesAsItWasMadeForAndKeepsNoView() {
    int largest = 5 << 20;
    NoiseSource source = new NoiseSource(manager, 1, largest);
    source.deviates(manager, 1).close();
    int held = manager.getManagedArrays().size();
    try (NDManager scope = manager.newSubManager()) {
      for (int step = 0; step < 20; step++) {
        source.seek(step);
        assertEquals(largest, source.deviates(scope, largest).size());
      }
    }
    assertEquals(held, manager.getManagedArrays().size());
  }
}
