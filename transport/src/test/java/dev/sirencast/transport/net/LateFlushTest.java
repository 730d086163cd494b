package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateFlushTest {
  private static final Duration DELAY = Duration.ofMillis(LateFlush.DELAY_MILLIS);

  private final EmbeddedChannel socket = Embedded.channel();
  private final LateFlush late = new LateFlush(socket.eventLoop(), socket::flush);

  @Test
  void sendsWhatNothingFollows() {
    write("a");

    Embedded.pass(socket, DELAY.minusMillis(1));
    assertEquals(0, socket.outboundMessages().size());
    Embedded.pass(socket, Duration.ofMillis(1));
    assertEquals(1, socket.outboundMessages().size());
  }

  @Test
  void waitsForOthersFromTheFirstOn() {
    write("a");
    Embedded.pass(socket, DELAY.minusMillis(1));
    write("b");
    Embedded.pass(socket, Duration.ofMillis(1));

    assertEquals(2, socket.outboundMessages().size());
  }

  @Test
  void beginsAnew() {
    write("a");
    Embedded.pass(socket, DELAY);
    write("b");
    assertEquals(1, socket.outboundMessages().size());
    Embedded.pass(socket, DELAY);

    assertEquals(2, socket.outboundMessages().size());
  }

  @Test
  void asksForOneTimerABatch() {
    AtomicInteger flushes = new AtomicInteger();
    LateFlush counted = new LateFlush(socket.eventLoop(), flushes::incrementAndGet);
    for (int i = 0; i < 100; i++) {
      counted.expect();
    }
    Embedded.pass(socket, DELAY.multipliedBy(10));

    assertEquals(1, flushes.get());
  }

  private void write(String message) {
    socket.write(message);
    late.expect();
  }
}
