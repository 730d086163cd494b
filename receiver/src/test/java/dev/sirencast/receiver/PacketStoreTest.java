package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.PacketFormat;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketStoreTest {
  private static final byte[] BODY = {1};

  private static boolean allThere(PacketStore store) {
    for (int i = 0; i < store.packets(); i++) {
      if (store.exactBody(i) == null) {
        return false;
      }
    }
    return true;
  }

  @Test
  void isCompleteWheneverAllBodiesAreThere() {
    SplittableRandom random = new SplittableRandom(1);
    int completions = 0;
    for (int trial = 0; trial < 400; trial++) {
      PacketStore store = new PacketStore(random.nextInt(1, 7));
      for (int i = 0; i < 60; i++) {
        int number = random.nextInt(store.packets());
        switch (random.nextInt(7)) {
          case 0, 1, 2 -> store.putIntact(number, BODY);
          case 3, 4 -> store.putCorrected(number, BODY);
          case 5 -> store.putDamaged(number, BODY, 0, true);
          default -> store.refuse(number);
        }
        assertEquals(allThere(store), store.isComplete());
        completions += store.isComplete() ? 1 : 0;
      }
    }
    assertTrue(completions > 1000, completions + " times complete");
  }

  /** Two million packets in order, where to look at all of them each time is for ever. */
  @Test
  void toAskWhetherItIsCompleteCostsNothing() {
    PacketStore store = new PacketStore(PacketFormat.MAX_NUMBER + 1);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < store.packets(); i++) {
            assertFalse(store.isComplete());
            store.putIntact(i, BODY);
          }
        });
    assertTrue(store.isComplete());
  }

  @Test
  void takesMemoryForWhatArrived() {
    PacketStore[] store = new PacketStore[1];
    long allocated = Allocation.of(() -> store[0] = new PacketStore(PacketFormat.MAX_NUMBER + 1));
    assertTrue(allocated < 20_000, allocated + " bytes");
    store[0].putIntact(PacketFormat.MAX_NUMBER, BODY);
    assertArrayEquals(BODY, store[0].exactBody(PacketFormat.MAX_NUMBER));
    assertNull(store[0].exactBody(PacketFormat.MAX_NUMBER - 1));
    assertNull(store[0].exactBody(0));
  }

  @Test
  void bodyThatIsNoneComesAnewButNotForEver() {
    PacketStore store = new PacketStore(1);
    int accepted = 0;
    for (int i = 0; i < 100; i++) {
      accepted += store.putIntact(0, BODY) == FrameState.ACCEPTED ? 1 : 0;
      store.refuse(0);
    }
    assertEquals(4, accepted);
    assertEquals(4, store.refused());
    assertEquals(FrameState.REJECTED, store.putCorrected(0, BODY));
    assertFalse(store.isComplete());
    assertFalse(store.isIntact(0));
    assertTrue(store.isDamaged(0));
  }
}
