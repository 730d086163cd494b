package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawKeyTest {
  @Test
  void outputsAreThoseOfSplitMix64() {
    assertEquals(0xE220A8397B1DCDAFL, new DrawKey(0).output(0), "the published first output");
    for (long seed : new long[] {0, 1, -1, 0x123456789ABCDEFL}) {
      SplittableRandom sequence = new SplittableRandom(seed);
      DrawKey key = new DrawKey(seed);
      for (int n = 0; n < 100; n++) {
        assertEquals(sequence.nextLong(), key.output(n));
      }
    }
  }

  @Test
  void impairmentKeyIsThePathOfSeedNameAndIndex() {
    long seed = 42;
    DrawKey byHand = new DrawKey(seed).child(0x6C6F7373L).child(3);

    assertEquals(byHand.output(0), DrawKey.ofImpairment(new DrawKey(seed), "loss", 3).output(0));
    assertNotEquals(byHand.output(0), DrawKey.ofImpairment(new DrawKey(seed), "loss", 2).output(0));
    assertNotEquals(byHand.output(0), DrawKey.ofImpairment(new DrawKey(seed), "dup", 3).output(0));
  }

  @Test
  void certainAndImpossibleEventsHoldAtEveryDraw() {
    DrawKey key = new DrawKey(7);
    for (int n = 0; n < 10_000; n++) {
      assertEquals(true, key.happens(1, n));
      assertEquals(false, key.happens(0, n));
    }
  }
}
