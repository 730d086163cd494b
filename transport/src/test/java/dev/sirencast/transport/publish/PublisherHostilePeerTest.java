package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not behave, on a publisher's port. Each time a real subscriber is served then. */
class PublisherHostilePeerTest {
  private static final String GREETING = "895343460301";
  private static final String OPEN_X = "02 00000001 78";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private FramePublisher publisher;

  @BeforeEach
  void listen() throws TransportException {
    publisher =
        FramePublisher.bind(
            Loopback.ANY_PORT,
            FramePublisherOptions.defaults()
                .withTimeouts(PATIENCE, PATIENCE, PATIENCE)
                .withOnRefusal(refusals::add));
    publisher.publish("x", Loopback.frames(20));
  }

  @AfterEach
  void realSubscriberIsServed() throws Exception {
    try (FrameSubscriber subscriber =
        FrameSubscriber.connect(publisher.localAddress(), PublishTest.OPTIONS)) {
      assertEquals(20, PublishTest.fetch(subscriber, "x").size());
    } finally {
      publisher.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000",
        "\u0089SCF\u0003\u0009",
        "\u0089SCF\u0001\u0001",
        "\u0000"
      })
  void strangersAreRefusedAtTheFirstBytes(String greeting) throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(0, readToEnd(stranger).length);
      String refusal = refusal();
      assertTrue(
          refusal.startsWith("refused 127.0.0.1:" + stranger.getLocalPort() + ": "), refusal);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "01 00000001 00, a request of 1 bytes",
    "01 FFFFFFFF, a request of 4294967295 bytes",
    "02 00000000, a request of 0 bytes",
    "02 00000100, a request of 256 bytes",
    "02 7FFFFFFF, a request of 2147483647 bytes",
    "03 00000003 000000, a request of type 3 at this place",
    "07 00000000, a request of type 7 at this place",
    "00 00000000, a request of type 0 at this place",
    "FF 00000000, a request of type 255 at this place"
  })
  void wrongRequestsAreRefusedFromTheirHeader(String request, String reason) throws Exception {
    assertRefused("protocol error, " + reason, GREETING, request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"03 00000002 0000", "03 00000004 00000000", "03 FFFFFFFF"})
  void mapOfAnotherLengthIsRefused(String want) throws Exception {
    try (Socket peer = connect()) {
      send(peer, GREETING, OPEN_X);
      peer.getInputStream().readNBytes(6 + 5 + 44 + 1);
      send(peer, want);
      readToEnd(peer);
    }
    assertTrue(refusal().contains("protocol error, a request of "));
  }

  @ParameterizedTest
  @CsvSource({
    "2E2E, a directory's",
    "2E, a directory's",
    "2E2E2F2E2E2F6574632F78, a slash",
    "2F78, a slash",
    "785C79, a slash",
    "7800, a control character",
    "780A79, a control character",
    "E280AE78, a control character",
    "FF, that is no text",
    "C080, that is no text"
  })
  @DisplayName("hostile input 37: names that are none")
  void namesThatAreNoneAreRefused(String hex, String reason) throws Exception {
    String length = String.format("%08X", hex.length() / 2);
    try (Socket peer = connect()) {
      send(peer, GREETING, "02" + length + hex);
      String answer = new String(readToEnd(peer), StandardCharsets.UTF_8);
      assertTrue(answer.contains(reason), answer);
    }
    String refusal = refusal();
    assertTrue(refusal.contains(reason) && refusal.chars().allMatch(c -> c >= 32), refusal);
  }

  @Test
  void silentConnectionsDoNotKeepReceiversOut() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < Admission.MAX_STRANGERS + 50; i++) {
      strangers.add(connect());
    }
    realSubscriberIsServedNow();
    assertEquals(0, readToEnd(strangers.get(0)).length, "the oldest has given way");
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  private void realSubscriberIsServedNow() throws Exception {
    try (FrameSubscriber subscriber =
        FrameSubscriber.connect(publisher.localAddress(), PublishTest.OPTIONS)) {
      assertEquals(1, subscriber.list().size());
    }
  }

  @Test
  void whoLeavesInTheMiddleIsForgotten() throws Exception {
    for (int linger : new int[] {-1, 0}) {
      for (String words : new String[] {"", "89", GREETING, GREETING + OPEN_X, GREETING + "0200"}) {
        try (Socket peer = connect()) {
          send(peer, words);
          peer.setSoLinger(linger == 0, 0);
        }
      }
    }
    Loopback.until(() -> publisher.statistics().receivers() == 0, "they are forgotten");
    assertEquals(List.of(), List.copyOf(refusals));
  }

  private void assertRefused(String reason, String... words) throws Exception {
    try (Socket peer = connect()) {
      send(peer, words);
      String answer = new String(readToEnd(peer), StandardCharsets.UTF_8);
      assertTrue(answer.endsWith(reason), answer);
    }
    String refusal = refusal();
    assertTrue(refusal.endsWith(": " + reason), refusal);
  }

  private String refusal() throws InterruptedException {
    return String.valueOf(refusals.poll(30, TimeUnit.SECONDS));
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", publisher.port());
  }

  private static void send(Socket socket, String... hex) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes(String.join("", hex)));
  }

  private static byte[] readToEnd(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset::toString);
      return new byte[0];
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
