package dev.sirencast.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  private static <T> T never() {
    throw new AssertionError("begun");
  }

  @Test
  void whatNoHeapHoldsIsNotBegun() {
    MemoryNeed need = MemoryNeed.ofSignal("to read all", HEAP, "a part of it");
    InsufficientMemoryException refused =
        assertThrows(
            InsufficientMemoryException.class, () -> need.during(MemoryNeedTest::<Signal>never));
    assertEquals(8 * HEAP, refused.needed());
    assertEquals(
        String.format(
            java.util.Locale.ROOT,
            "to read all takes at least %,d MiB, and Java may use %,d MiB here; a part of it takes"
                + " less",
            (8 * HEAP >> 20) + 1,
            HEAP >> 20),
        refused.getMessage());
  }

  @Test
  void whatFindsTooLittleLeftSaysWhatItTakes() {
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
    InsufficientMemoryException refused =
        assertThrows(
            InsufficientMemoryException.class,
            () ->
                new MemoryNeed("to do it", 3 << 20, "")
                    .during(
                        () -> {
                          throw error;
                        }));
    assertSame(error, refused.getCause());
    assertTrue(refused.getMessage().startsWith("to do it takes at least 4 MiB, and Java may"));
    assertTrue(refused.getMessage().endsWith(" are taken"), refused.getMessage());
    assertTrue(refused.needed() > 3 << 20);
  }

  @Test
  void whatFitsIsDoneAndFailsAsItDoes() throws Exception {
    MemoryNeed need = new MemoryNeed("to do it", 1, "");
    assertEquals("done", need.<String, IOException>during(() -> "done"));
    IOException own = new IOException();
    assertSame(
        own,
        assertThrows(
            IOException.class,
            () ->
                need.during(
                    () -> {
                      throw own;
                    })));
  }
}
