package dev.sirencast.transport.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP without a socket: what is asked, what is not, and who dawdles. */
class StatusHandlerTest {
  private final List<String> asked = new ArrayList<>();
  private final EmbeddedChannel peer = Embedded.channel(new StatusHandler(this::page));

  private StatusPage page(String path) {
    asked.add(path);
    if (path.equals("/fail")) {
      throw new IllegalStateException("no page");
    }
    return new StatusPage(path.equals("/health") ? 200 : 404, "text/plain", "päge\n");
  }

  @AfterEach
  void close() {
    peer.finishAndReleaseAll();
  }

  private void send(String text) {
    peer.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private String answer() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf out = peer.readOutbound(); out != null; out = peer.readOutbound()) {
      text.append(out.toString(StandardCharsets.UTF_8));
      out.release();
    }
    return text.toString();
  }

  @Test
  void answersAndEndsTheConnection() {
    send("GET /health?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 6\r\n"
            + "Connection: close\r\n\r\npäge\n",
        answer());
    assertEquals(List.of("/health"), asked);
    assertFalse(peer.isOpen());
  }

  @Test
  void case09SplitAtEveryByteIsTheSame() {
    for (char c : "HEAD /health HTTP/1.0\n\n".toCharArray()) {
      assertEquals("", answer());
      send(String.valueOf(c));
    }
    String answer = answer();
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
    assertFalse(peer.isOpen());
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /other HTTP/1.1', 404",
    "'POST /health HTTP/1.1', 405",
    "'GET /health', 400",
    "'GET  /health HTTP/1.1', 400",
    "'GET /health HTTP/2', 400",
    "'', 400",
    "'~~~', 400",
    "'GET /fail HTTP/1.1', 500"
  })
  void whatIsNoSuchRequestIsRefused(String request, int status) {
    send(request + "\r\n\r\n");
    assertTrue(answer().startsWith("HTTP/1.1 " + status + " "));
    assertFalse(peer.isOpen());
  }

  @Test
  void case01RequestWithoutEndIsRefused() {
    send("GET /health HTTP/1.1\r\n");
    for (int i = 0; i < 90 && peer.isOpen(); i++) {
      send("X".repeat(98) + "\r\n");
    }
    assertTrue(answer().startsWith("HTTP/1.1 431 "));
    assertEquals(List.of(), asked);
  }

  @Test
  void case05SlowDripEnds() {
    for (int i = 0; i < 4; i++) {
      send("G");
      Embedded.pass(peer, Duration.ofSeconds(1));
    }
    assertTrue(peer.isOpen());
    Embedded.pass(peer, Duration.ofSeconds(1));
    assertFalse(peer.isOpen());
    assertEquals("", answer());
  }

  @Test
  void case06OldestGiveWayAndThoseOfThisMachineToNoOther() {
    Visitors visitors = new Visitors();
    EmbeddedChannel supervisor = Embedded.channel();
    visitors.admit(supervisor, true);
    List<EmbeddedChannel> crowd = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      crowd.add(Embedded.channel());
      visitors.admit(crowd.get(i), false);
    }
    assertTrue(supervisor.isOpen());
    assertEquals(48, crowd.stream().filter(EmbeddedChannel::isOpen).count());
    assertTrue(crowd.get(299).isOpen());
    visitors.makeRoom();
    assertEquals(47, crowd.stream().filter(EmbeddedChannel::isOpen).count());
    visitors.limit(11);
    crowd.add(Embedded.channel());
    visitors.admit(crowd.get(300), false);
    assertEquals(9, crowd.stream().filter(EmbeddedChannel::isOpen).count());
    assertTrue(supervisor.isOpen());
    visitors.limit(0);
    crowd.add(Embedded.channel());
    visitors.admit(crowd.get(301), false);
    assertTrue(crowd.get(301).isOpen());
    assertEquals(1, crowd.stream().filter(EmbeddedChannel::isOpen).count());
    assertTrue(supervisor.isOpen());
    crowd.forEach(EmbeddedChannel::finishAndReleaseAll);
    visitors.makeRoom();
    assertFalse(supervisor.isOpen());
    visitors.makeRoom();
  }
}
