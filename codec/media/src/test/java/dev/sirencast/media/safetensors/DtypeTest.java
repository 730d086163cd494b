package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DtypeTest {
  @Test
  void saysWhatStaysFinite() {
    assertTrue(Dtype.F16.holds(65519f));
    assertFalse(Dtype.F16.holds(65520f));
    assertFalse(Dtype.BF16.holds(Float.MAX_VALUE));
    assertTrue(Dtype.BF16.holds(3e38f));
    assertTrue(Dtype.F32.holds(Float.MAX_VALUE));
  }
}
