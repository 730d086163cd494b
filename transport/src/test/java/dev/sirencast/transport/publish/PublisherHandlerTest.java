package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher's side of a connection, without a socket: what is slow, and what comes too early. */
class PublisherHandlerTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final String GREETING = "895343460301";
  private static final String LIST = "01 00000000";
  private static final String OPEN_X = "02 00000001 78";
  private static final String WANT_X = "03 00000003 000000";
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final List<String> refusals = new ArrayList<>();
  private final Publication publication =
      new Publication(FramePublisherOptions.defaults().withOnRefusal(refusals::add));
  private EmbeddedChannel peer;

  @BeforeEach
  void connect() throws TransportException {
    publication.catalog().put("x", Loopback.frames(20));
    peer = Embedded.channel(new PublisherHandler(publication, PEER));
  }

  @AfterEach
  void close() {
    peer.finishAndReleaseAll();
  }

  @Test
  void case04SilenceBeforeTheGreetingEnds() {
    send("8953");
    assertGivenUpAfter(Duration.ofSeconds(5), "no greeting for 5 s");
  }

  @Test
  void case04SilenceBehindTheGreetingEnds() {
    send(GREETING, LIST, "02 000000FF 41");
    assertGivenUpAfter(Duration.ofMinutes(1), "no request for 60 s");
  }

  @Test
  void case05SlowDripEnds() {
    send(GREETING, "02 000000FF");
    for (int i = 0; i < 59; i++) {
      Embedded.pass(peer, Duration.ofSeconds(1));
      send("61");
    }
    assertGivenUpAfter(Duration.ofSeconds(1), "no request for 60 s");
  }

  @Test
  void whoAsksHasItsTimeAnew() {
    send(GREETING);
    for (int i = 0; i < 5; i++) {
      Embedded.pass(peer, Duration.ofSeconds(59));
      send(LIST);
    }
    assertTrue(peer.isOpen());
  }

  @Test
  void case36WhoTakesNothingIsGivenUp() {
    send(GREETING, OPEN_X);
    takeNothing();
    send(WANT_X);
    assertGivenUpAfter(Duration.ofSeconds(30), "no progress for 30 s");
    assertEquals(0, publication.counts().completed.sum());
  }

  /** Where descriptors are short, who waits for nothing goes, and who gets something stays. */
  @Test
  void idleConnectionsCanBeSparedAndBusyOnesCannot() {
    PublisherHandler handler = peer.pipeline().get(PublisherHandler.class);
    ChannelHandlerContext context = peer.pipeline().context(handler);
    assertEquals(0, handler.idleNanos(context), "a stranger has a limit of its own");
    send(GREETING, OPEN_X);
    Embedded.pass(peer, Duration.ofSeconds(7));
    assertEquals(Duration.ofSeconds(7).toNanos(), handler.idleNanos(context));
    takeNothing();
    send(WANT_X);
    assertEquals(0, handler.idleNanos(context));
    handler.spare(context);
    assertTrue(peer.isOpen());

    peer.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    peer.runPendingTasks();
    assertEquals(1, handler.idleNanos(context));
    handler.spare(context);
    assertFalse(peer.isOpen());
    assertEquals(1, publication.counts().expired.sum());
  }

  @Test
  void errorsAreTheProgramsAndTold() {
    Error error = new NoClassDefFoundError("a class that needs a file");
    send(GREETING);
    peer.pipeline().fireExceptionCaught(error);
    assertSame(error, publication.failure().orElseThrow());
    assertFalse(peer.isOpen());
  }

  @Test
  void requestBeforeTheLastAnswerIsRefused() {
    send(GREETING, OPEN_X);
    takeNothing();
    send(WANT_X, LIST);

    assertFalse(peer.isOpen());
    assertEquals(
        List.of("refused 127.0.0.1:4242: it asked for more before it had its answer"), refusals);
  }

  @Test
  void case09SplitAtEveryByteIsTheSame() throws TransportException {
    send(GREETING, OPEN_X, WANT_X);
    String whole = answers();
    assertTrue(whole.length() > 2 * 20 * 9, whole);
    close();
    connect();
    for (byte b : ByteBufUtil.decodeHexDump((GREETING + OPEN_X + WANT_X).replace(" ", ""))) {
      peer.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    assertEquals(whole, answers());
  }

  private void assertGivenUpAfter(Duration time, String complaint) {
    Embedded.pass(peer, time.minus(MOMENT));
    assertTrue(peer.isOpen());
    Embedded.pass(peer, MOMENT);

    assertFalse(peer.isOpen());
    assertEquals(List.of("gave up 127.0.0.1:4242: " + complaint), refusals);
    assertEquals(1, publication.counts().expired.sum());
    assertEquals(0, publication.counts().receivers.sum());
  }

  /** The socket has no room from now on. */
  private void takeNothing() {
    peer.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    peer.runPendingTasks();
  }

  private void send(String... hex) {
    String words = String.join("", hex).replace(" ", "");
    peer.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(words)));
    peer.runPendingTasks();
  }

  private String answers() {
    StringBuilder hex = new StringBuilder();
    for (ByteBuf out = peer.readOutbound(); out != null; out = peer.readOutbound()) {
      hex.append(ByteBufUtil.hexDump(out));
      out.release();
    }
    return hex.toString();
  }
}
