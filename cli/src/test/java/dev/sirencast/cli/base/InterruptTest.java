package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptTest {
  @Test
  void aRequestIsHeardAndLeavesTheProcessAlive() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (Interrupt interrupt = Interrupt.open(told::countDown)) {
      assertFalse(interrupt.requested());
      Class<?> type = Class.forName("sun.misc.Signal");
      type.getMethod("raise", type)
          .invoke(null, type.getConstructor(String.class).newInstance("TERM"));

      assertTrue(told.await(10, TimeUnit.SECONDS));
      assertTrue(interrupt.requested());
      assertEquals(143, Interrupt.exitCode(0));
    }
  }
}
