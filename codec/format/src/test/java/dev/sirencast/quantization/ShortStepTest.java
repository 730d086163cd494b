package dev.sirencast.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortStepTest {
  @Test
  void everyCodeReturns() {
    float before = -1;
    for (int code = 0; code <= 0xffff; code++) {
      float step = ShortStep.of(code);
      assertTrue(step > before && ShortStep.isOne(step), "code " + code);
      assertEquals(code, ShortStep.code(step));
      before = step;
    }
    assertEquals(0, ShortStep.of(0));
    assertEquals(0x1p-24f * (1 + 0x1p-11f), ShortStep.of(1));
    assertEquals(256 - 0x1p-4f, ShortStep.of(0xffff));
  }

  @Test
  void nearestStepIsNear() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      float step = (float) Math.exp(random.nextDouble(-16, 5));
      float near = ShortStep.nearest(step);
      assertTrue(ShortStep.isOne(near));
      assertEquals(1, near / step, 0x1p-12);
    }
  }

  @Test
  void stepsFarAwayStayAsTheyAre() {
    for (float step : new float[] {1e-9f, 1000, Float.MAX_VALUE, Float.MIN_VALUE}) {
      assertEquals(step, ShortStep.nearest(step));
      assertFalse(ShortStep.isOne(step));
      assertThrows(IllegalArgumentException.class, () -> ShortStep.code(step));
    }
    assertTrue(ShortStep.isOne(0));
    assertThrows(IllegalArgumentException.class, () -> ShortStep.of(0x10000));
  }

  @Test
  void wideSymbolsKeepTheirStep() {
    QuantizedTensor wide = QuantizedTensor.of(1, 2, 13, 0.1234567f, new short[] {4095, -1});
    assertSame(wide, ShortStep.nearest(wide));
    QuantizedTensor narrow = QuantizedTensor.of(1, 2, 12, 0.1234567f, new short[] {2047, -1});
    assertEquals(ShortStep.nearest(0.1234567f), ShortStep.nearest(narrow).step());
  }
}
