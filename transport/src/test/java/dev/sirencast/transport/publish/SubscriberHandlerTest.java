package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscriber's side of a connection, without a socket: how long it waits. */
class SubscriberHandlerTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final String GREETING = "895343460401";

  /** Stream x of 2 frames and 3 bytes. */
  private static final String STREAM =
      "06 0000002D" + "AB".repeat(32) + "00000002 0000000000000003 78";

  private final SubscriberHandler handler =
      new SubscriberHandler(PEER, FrameSubscriberOptions.defaults());
  private final EmbeddedChannel connection = Embedded.channel(handler);
  private int received;

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  @Test
  void silenceInsteadOfAGreetingEnds() {
    send("8953");
    Embedded.pass(connection, Duration.ofMillis(29_999));
    assertFalse(handler.greeted().isDone());
    Embedded.pass(connection, Duration.ofMillis(1));

    assertFailure("no publisher at 127.0.0.1:4242: no greeting for 30 s", handler.greeted());
  }

  @Test
  void silenceInTheMiddleOfAFrameEnds() {
    CompletableFuture<?> fetch = fetch();
    send(STREAM, "07 00000005 00000000 AA", "07 0000");
    Embedded.pass(connection, Duration.ofSeconds(30));

    assertFailure("the publisher at 127.0.0.1:4242: no answer for 30 s", fetch);
    assertEquals(1, received);
  }

  @Test
  void eachRecordHasItsTime() {
    CompletableFuture<?> fetch = fetch();
    for (String record :
        new String[] {STREAM, "07 00000005 00000000 AA", "07 00000006 00000001 BBCC"}) {
      Embedded.pass(connection, Duration.ofSeconds(29));
      send(record);
      assertTrue(connection.isOpen());
    }
    Embedded.pass(connection, Duration.ofSeconds(29));
    send("08 00000004 00000002");

    assertTrue(fetch.isDone() && !fetch.isCompletedExceptionally());
    Embedded.pass(connection, Duration.ofHours(1));
    assertTrue(connection.isOpen(), "nothing is expected any more");
  }

  private CompletableFuture<?> fetch() {
    FetchRequest request =
        new FetchRequest("x", (number, frame) -> received++, FrameSubscriberOptions.defaults());
    send(GREETING);
    handler.ask(request);
    return request.result();
  }

  private void assertFailure(String message, CompletableFuture<?> what) {
    assertTrue(what.isDone());
    assertEquals(
        message, assertThrows(CompletionException.class, what::join).getCause().getMessage());
    assertFalse(connection.isOpen());
  }

  private void send(String... hex) {
    String words = String.join("", hex).replace(" ", "");
    connection.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(words)));
  }
}
