package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.transport.impairment.ChannelModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FrameSenderOptions sender = FrameSenderOptions.defaults();
  private final FrameReceiverOptions receiver = FrameReceiverOptions.defaults();

  @Test
  void sayWhichRangeIsExceeded() {
    assertRefused(
        "the timeout must be 1 ms to 1 day, got PT0S", () -> sender.withTimeout(Duration.ZERO));
    assertRefused(
        "the timeout must be 1 ms to 1 day, got PT2562047788015215H30M7S",
        () -> sender.withTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
    assertRefused(
        "the pace must be 1000 bits per second or more, got 999",
        () -> sender.withUdpBitsPerSecond(999));
    assertRefused(
        "a header has 0 bytes or more, got -1",
        () -> sender.withChannel(ChannelModel.parse("none"), 0, -1));
    assertRefused(
        "the time to wait for a sender must be 1 ms to 1 day, got PT-1S",
        () -> receiver.withTimeouts(SECOND.negated(), SECOND, SECOND));
    assertRefused(
        "the idle timeout must be 1 ms to 1 day, got PT25H",
        () -> receiver.withTimeouts(SECOND, Duration.ofHours(25), SECOND));
    assertRefused(
        "the frame timeout must be 1 ms to 1 day, got PT0.000000001S",
        () -> receiver.withTimeouts(SECOND, SECOND, Duration.ofNanos(1)));
    assertRefused(
        "the longest frame must be 1 to 16777216 bytes, got 0", () -> receiver.withLimits(0, 1, 1));
    assertRefused(
        "the longest frame must be 1 to 16777216 bytes, got 16777217",
        () -> receiver.withLimits((1 << 24) + 1, 1, 1));
    assertRefused(
        "a transfer has room for 1 frame and 1 byte or more, got 0 and 1",
        () -> receiver.withLimits(1, 0, 1));
    assertRefused(
        "a transfer has room for 1 frame and 1 byte or more, got 1 and 0",
        () -> receiver.withLimits(1, 1, 0));
  }

  private static void assertRefused(String message, Executable options) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, options).getMessage());
  }
}
