package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfPrecision.toFloat((short) bits);
      short back = HalfPrecision.ofFloat(value);
      if ((bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0) {
        assertTrue(Float.isNaN(value), Integer.toHexString(bits));
        assertTrue(Float.isNaN(HalfPrecision.toFloat(back)), Integer.toHexString(bits));
      } else {
        assertFalse(Float.isNaN(value), Integer.toHexString(bits));
        assertEquals((short) bits, back, Integer.toHexString(bits));
        assertTrue(HalfPrecision.holds(value), Integer.toHexString(bits));
      }
    }
  }

  @Test
  void infinityStaysInfinite() {
    assertEquals((short) 0x7c00, HalfPrecision.ofFloat(Float.POSITIVE_INFINITY));
    assertEquals((short) 0xfc00, HalfPrecision.ofFloat(Float.NEGATIVE_INFINITY));
    assertEquals((short) 0x7c00, HalfPrecision.ofFloat(Float.MAX_VALUE));
  }

  @Test
  void valuesBetweenHalvesGoToTheNearestAndTiesToTheEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = HalfPrecision.toFloat((short) bits);
      float high = HalfPrecision.toFloat((short) (bits + 1));
      float middle = (low + high) / 2; // exact: a half has 11 bits, a float 24
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertEquals((short) even, HalfPrecision.ofFloat(middle), () -> "between " + low);
      assertEquals((short) bits, HalfPrecision.ofFloat(Math.nextDown(middle)));
      assertEquals((short) (bits + 1), HalfPrecision.ofFloat(Math.nextUp(middle)));
    }
  }

  @Test
  void theLargestHalfIsTheLastThatStaysFinite() {
    assertEquals((short) 0x7bff, HalfPrecision.ofFloat(Math.nextDown(65520f)));
    assertEquals((short) 0x7c00, HalfPrecision.ofFloat(65520f));
    assertTrue(Dtype.F16.holds(65519f));
    assertFalse(Dtype.F16.holds(65520f));
    assertFalse(Dtype.BF16.holds(Float.MAX_VALUE));
    assertTrue(Dtype.BF16.holds(3e38f));
    assertTrue(Dtype.F32.holds(Float.MAX_VALUE));
  }

  @Test
  void roundedIsTheNearestHalf() {
    assertEquals(2052, HalfPrecision.rounded(2051));
    assertEquals(0.33325195f, HalfPrecision.rounded(1 / 3f));
    assertEquals(0x3p-24f, HalfPrecision.rounded(0x2.aap-24f));
  }
}
