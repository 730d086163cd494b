package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TargetSizeTest {
  private static String of(String text, int width, int height) {
    return TargetSize.parse(text).of(width, height).toString();
  }

  @Test
  void keepsTheShape() {
    assertEquals("192x128", of("192", 768, 512));
    assertEquals("128x192", of("192", 512, 768));
    assertEquals("192x128", of("192x", 768, 512));
    assertEquals("192x128", of("x128", 768, 512));
    assertEquals("192x128", of("25%", 768, 512));
    assertEquals("1x1", of("0.01%", 768, 512));
    assertEquals("100x1", of("100", 4000, 3));
    for (String text : new String[] {"192", "100x", "x77", "33%", "192x128", "192X127"}) {
      assertTrue(TargetSize.parse(text).keepsShape(768, 512), text);
    }
    assertFalse(TargetSize.parse("192x192").keepsShape(768, 512));
    assertFalse(TargetSize.parse("192x192").keepsShape(512, 768));
  }

  @Test
  void refusesWhatIsNoSize() {
    for (String text :
        new String[] {"", "x", "0", "0x5", "-3", "5x0", "0%", "x5x", "5x5x5", "1e3"}) {
      assertThrows(IllegalArgumentException.class, () -> TargetSize.parse(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> of("9999%", 30_000, 2));
    assertThrows(IllegalArgumentException.class, () -> of("99999x", 2, 30_000));
  }
}
