package dev.sirencast.receiver.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PacketStoreTest {
  /** One who repeats a damaged frame must not keep a receiver busy. */
  @Test
  void damagedCopiesOfOnePacketAreSearchedForErrorsAFewTimesOnly() {
    PacketStore store = new PacketStore(3);
    int searched = 0;
    for (int i = 0; i < 100_000; i++) {
      searched += store.mayCorrect(1) ? 1 : 0;
    }
    assertEquals(16, searched);
    assertTrue(store.mayCorrect(2), "other packets are searched all the same");
  }

  /** A body that turned out to be none makes room for another, a few times. */
  @Test
  void refusedBodiesMayComeAnewButNotForEver() {
    PacketStore store = new PacketStore(1);
    for (int i = 0; i < 4; i++) {
      assertEquals(FrameState.ACCEPTED, store.putIntact(0, new byte[] {1}));
      assertTrue(store.isComplete());
      store.refuse(0);
      assertFalse(store.isComplete());
    }
    assertEquals(FrameState.REJECTED, store.putIntact(0, new byte[] {1}));
    assertEquals(4, store.refused());
  }
}
