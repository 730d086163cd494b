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
  private final AcceptGuard guard = new AcceptGuard(io, () -> rooms++, complaints::add);
  private final EmbeddedChannel listener = Embedded.channel(guard);

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

  private EmbeddedChannel accept(EmbeddedChannel listener) {
    EmbeddedChannel accepted = Embedded.channel();
    listener.writeInbound(accepted);
    return accepted;
  }

  @Test
  void noMoreAreAcceptedThanMayBeOpen() {
    EmbeddedChannel second = Embedded.channel(guard);
    guard.limit(3);
    List<EmbeddedChannel> accepted = new ArrayList<>();
    accepted.add(accept(listener));
    accepted.add(accept(second));
    assertTrue(listener.config().isAutoRead());
    accepted.add(accept(listener));
    assertFalse(listener.config().isAutoRead());
    fail(NONE_LEFT); // a moment later there is no room either
    Embedded.pass(listener, Duration.ofSeconds(1));
    assertFalse(listener.config().isAutoRead());
    accepted.add(accept(second)); // it was on its way when the third came
    assertFalse(second.config().isAutoRead());

    accepted.get(1).close();
    listener.runPendingTasks();
    second.runPendingTasks();
    assertFalse(listener.config().isAutoRead());
    accepted.get(0).close();
    listener.runPendingTasks();
    second.runPendingTasks();
    assertTrue(listener.config().isAutoRead());
    assertTrue(second.config().isAutoRead());
    assertEquals(2, listener.inboundMessages().size(), "they go on to whoever serves them");
    accepted.add(accept(listener));
    assertFalse(listener.config().isAutoRead());
    guard.limit(4);
    listener.runPendingTasks();
    assertTrue(listener.config().isAutoRead());
    accepted.forEach(EmbeddedChannel::finishAndReleaseAll);
    second.finishAndReleaseAll();
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
