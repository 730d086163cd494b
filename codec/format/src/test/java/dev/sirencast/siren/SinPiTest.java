package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinPiTest {
  @ParameterizedTest
  @ValueSource(floats = {1, 30, 1000, 0x1p20f, 0x1p23f})
  void isExactToTwoTenMillionthsWithinItsRange(float range) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300_000; i++) {
      float z = (float) (range * (2 * random.nextDouble() - 1));
      float sine = SinPi.checked(z);
      // z % 2 is exact, and so keeps the reference's own argument small.
      assertEquals(Math.sin(Math.PI * (z % 2)), sine, 2e-7, () -> "at " + z);
      assertTrue(Math.abs(sine) <= 1, () -> "at " + z);
    }
  }

  @Test
  void isZeroAtWholeNumbersHoweverLarge() {
    for (float z = 1; z < Float.POSITIVE_INFINITY; z *= 2) {
      assertEquals(0f, Math.abs(SinPi.checked(z)));
      assertEquals(0f, Math.abs(SinPi.checked(-z)));
    }
    assertEquals(0f, Math.abs(SinPi.checked(-Float.MAX_VALUE)));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void keepsWhatIsNoNumber(float z) {
    assertTrue(Float.isNaN(SinPi.checked(z)));
  }
}
