package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that stands still unless the pacer asks to wait. */
class PacerTest {
  private static final int DATAGRAM_BYTES = 1_097;
  private static final int BITS = 8 * (DATAGRAM_BYTES + 28);

  @ParameterizedTest
  @ValueSource(longs = {1_000, 1_000_000, 100_000_000, 10_000_000_000L})
  void keepsTheRate(long bitsPerSecond) {
    long now = Long.MAX_VALUE - 500; // the clock wraps around on the way
    long start = now;
    Pacer pacer = new Pacer(bitsPerSecond, now);
    int datagrams = 100_000;
    for (int i = 0; i < datagrams; i++) {
      now += pacer.book(DATAGRAM_BYTES, now);
    }
    double expected = (datagrams - 1) * 1e9 * BITS / bitsPerSecond;
    assertEquals(expected, now - start, Pacer.BURST_NANOS + datagrams);
  }

  @Test
  void idleTimeIsNotSavedUp() {
    Pacer pacer = new Pacer(100_000_000, 0);
    long now = 60_000_000_000L;
    int burst = 0;
    while (pacer.book(DATAGRAM_BYTES, now) == 0) {
      burst++;
    }
    // A millisecond of credit and a millisecond of being early, at 90 microseconds a datagram.
    assertEquals(23, burst);
  }

  @Test
  void firstDatagramLeavesAtOnce() {
    Pacer pacer = new Pacer(1_000, 5);
    assertEquals(0, pacer.book(DATAGRAM_BYTES, 5));
    assertTrue(pacer.book(DATAGRAM_BYTES, 5) > 8_000_000_000L);
  }
}
