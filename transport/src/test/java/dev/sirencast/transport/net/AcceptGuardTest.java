package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listens when a connection cannot be accepted, without a socket. */
class AcceptGuardTest {
  private static final IOException NONE_LEFT =
      new IOException("accept(..) failed with error(-24): Too many open files");

  private final IoThreads io = IoThreads.start("accept-guard-test");
  private final List<String> complaints = new ArrayList<>();
  private int rooms;
  private final EmbeddedChannel listener =
      Embedded.channel(new AcceptGuard(io, () -> rooms++, complaints::add));

  @AfterEach
  void close() {
    listener.finishAndReleaseAll();
    io.close();
  }

  private void fail(Throwable cause) {
    listener.pipeline().fireExceptionCaught(cause);
  }

  @Test
  void somethingIsClosedAndAMomentWaited() {
    fail(NONE_LEFT);
    assertEquals(1, rooms);
    assertFalse(listener.config().isAutoRead());
    Embedded.pass(listener, Duration.ofMillis(AcceptGuard.PAUSE_MILLIS - 1));
    assertFalse(listener.config().isAutoRead());
    Embedded.pass(listener, Duration.ofMillis(1));
    assertTrue(listener.config().isAutoRead());
    assertEquals(List.of("cannot accept connections: Too many open files"), complaints);
    assertTrue(io.failure().isEmpty());
  }

  @Test
  void itIsSaidOnceAMinute() {
    for (int i = 0; i < 61; i++) {
      fail(NONE_LEFT);
      Embedded.pass(listener, Duration.ofSeconds(1));
    }
    assertEquals(61, rooms);
    assertEquals(2, complaints.size());
  }

  @Test
  void anErrorIsTheProgramsAndTold() {
    Error error = new NoClassDefFoundError("too many open files");
    fail(error);
    assertSame(error, io.failure().orElseThrow());
    assertEquals(0, rooms);
  }
}
