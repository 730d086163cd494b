package dev.sirencast.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Float16Test {
  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.toFloat((short) bits);
      short back = Float16.ofFloat(value);
      if ((bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0) {
        assertTrue(Float.isNaN(value), Integer.toHexString(bits));
        assertTrue(Float.isNaN(Float16.toFloat(back)), Integer.toHexString(bits));
      } else {
        assertFalse(Float.isNaN(value), Integer.toHexString(bits));
        assertEquals((short) bits, back, Integer.toHexString(bits));
        assertTrue(Float16.holds(value), Integer.toHexString(bits));
      }
    }
  }

  @Test
  void infinityStaysInfinite() {
    assertEquals((short) 0x7c00, Float16.ofFloat(Float.POSITIVE_INFINITY));
    assertEquals((short) 0xfc00, Float16.ofFloat(Float.NEGATIVE_INFINITY));
    assertEquals((short) 0x7c00, Float16.ofFloat(Float.MAX_VALUE));
  }

  @Test
  void valuesBetweenHalvesGoToTheNearestAndTiesToTheEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Float16.toFloat((short) bits);
      float high = Float16.toFloat((short) (bits + 1));
      float middle = (low + high) / 2; // exact: a half has 11 bits, a float 24
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertEquals((short) even, Float16.ofFloat(middle), () -> "between " + low);
      assertEquals((short) bits, Float16.ofFloat(Math.nextDown(middle)));
      assertEquals((short) (bits + 1), Float16.ofFloat(Math.nextUp(middle)));
    }
  }

  @Test
  void theLargestHalfIsTheLastThatStaysFinite() {
    assertEquals((short) 0x7bff, Float16.ofFloat(Math.nextDown(65520f)));
    assertEquals((short) 0x7c00, Float16.ofFloat(65520f));
  }

  @Test
  void roundedIsTheNearestHalf() {
    assertEquals(2052, Float16.rounded(2051));
    assertEquals(0.33325195f, Float16.rounded(1 / 3f));
    assertEquals(0x3p-24f, Float16.rounded(0x2.aap-24f));
  }
}
