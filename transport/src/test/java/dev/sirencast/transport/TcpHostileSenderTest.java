package dev.sirencast.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not behave, on a receiver's TCP port. */
class TcpHostileSenderTest {
  private static final String GREETING = "895343460101";
  private static final String FRAME = "03 00000002 AABB";

  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private FrameReceiver receiver;
  private FutureTask<Loopback.Received> receiving;

  @BeforeEach
  void listen() throws TransportException {
    FrameReceiverOptions options =
        Loopback.RECEIVER
            .withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(1_500), Duration.ofMillis(400))
            .withOnRefusal(refusals::add);
    receiver = FrameReceiver.bind(Loopback.ANY_PORT, Transport.TCP, options);
    receiving = Loopback.receive(receiver);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000",
        "\u0089SCF\u0001\u0009",
        "\u0000"
      })
  void refusesAStrangerAtOnceAndTakesTheSenderThatFollows(String greeting) throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
      assertClosed(stranger);

      assertEquals(1, refusals.size());
      assertTrue(
          refusals
              .get(0)
              .startsWith("refused a connection from 127.0.0.1:" + stranger.getLocalPort() + ": "),
          refusals::toString);
    }
    assertRealSenderSucceeds();
  }

  @Test
  void refusesSilenceAfterAWhile() throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(bytes("8953"));
      assertClosed(stranger);

      assertTrue(refusals.get(0).endsWith(": no greeting in time"), refusals::toString);
    }
    assertRealSenderSucceeds();
  }

  @Test
  void silentConnectionsDoNotKeepASenderOut() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      strangers.add(connect());
    }
    assertRealSenderSucceeds();
    for (Socket stranger : strangers) {
      assertClosed(stranger);
      stranger.close();
    }
  }

  @Test
  void refusalIsToldWhenNoSenderFollows() throws Exception {
    FrameReceiverOptions impatient =
        Loopback.RECEIVER.withTimeouts(
            Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (FrameReceiver other = FrameReceiver.bind(Loopback.ANY_PORT, Transport.TCP, impatient);
        Socket stranger = new Socket("127.0.0.1", other.port())) {
      stranger.getOutputStream().write('G');

      assertEquals(
          "no sender connected to 127.0.0.1:"
              + other.port()
              + " within 0.5 s, over TCP (refused a connection from 127.0.0.1:"
              + stranger.getLocalPort()
              + ": HTTP-like greeting)",
          assertThrows(TransportException.class, () -> other.receive(frame -> {})).getMessage());
    }
  }

  @Test
  void hugeLengthIsRefusedFromItsHeaderAlone() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 FFFFFFFF");
      assertCutShort(1, "protocol error, a frame of 4294967295 bytes where 1 to 2048 are allowed");
    }
  }

  @Test
  void finishedConnectionIsNotAFinishedTransfer() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, FRAME);
    }
    assertCutShort(2, "the sender closed the connection");
  }

  @Test
  void finInTheMiddleOfAFrame() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000002 AA");
      sender.shutdownOutput();
      assertCutShort(1, "the sender closed the connection in the middle of a frame");
    }
  }

  @Test
  void resetInTheMiddleOfAFrame() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000002 AA");
      Thread.sleep(100);
      sender.setSoLinger(true, 0);
    }
    // Linux's own words, or Java's.
    String words = SocketLibrary.best() == SocketLibrary.EPOLL ? " by peer" : "";
    assertCutShort(1, "the connection failed: Connection reset" + words);
  }

  @Test
  void splitAtEveryByteOnTheWire() throws Exception {
    try (Socket sender = connect()) {
      sender.setTcpNoDelay(true);
      for (byte b : bytes(GREETING + FRAME + "04 0000000000000001")) {
        sender.getOutputStream().write(b);
        Thread.sleep(2);
      }
      assertEquals(
          "895343460201" + "050000000000000001",
          HexFormat.of().formatHex(sender.getInputStream().readAllBytes()));
    }
    assertTrue(Loopback.await(receiving).summary().isComplete());
  }

  @Test
  void validLengthThenSilence() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000400 AA");
      assertCutShort(1, "a frame unfinished for 0.4 s");
      assertClosed(sender);
    }
  }

  @Test
  void slowDripIsClosedAtTheDeadlineOfItsFrame() throws Exception {
    try (Socket sender = connect()) {
      sender.setTcpNoDelay(true);
      send(sender, GREETING, FRAME, "03 00000400");
      FutureTask<Void> drip = Loopback.start(() -> drip(sender));
      assertCutShort(1, "a frame unfinished for 0.4 s");
      assertThrows(Exception.class, () -> Loopback.await(drip));
    }
  }

  @Test
  void pauseBetweenFramesMayBeLongerThanThatWithinOne() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME);
      Thread.sleep(700);
      send(sender, FRAME);
      assertCutShort(2, "no frame for 1.5 s");
    }
  }

  private static Void drip(Socket sender) throws IOException, InterruptedException {
    while (true) {
      sender.getOutputStream().write(0);
      Thread.sleep(20);
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", receiver.port());
  }

  private static void send(Socket socket, String... hex) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (String record : hex) {
      out.write(bytes(record));
    }
  }

  /** Reads until the other side closes, as it must, whether by FIN or by RST. */
  private static void assertClosed(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    try {
      socket.getInputStream().readAllBytes();
    } catch (java.net.SocketException reset) {
      assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset::toString);
    }
  }

  private void assertCutShort(int frames, String reason) throws Exception {
    ReceiveSummary summary = Loopback.await(receiving).summary();
    assertEquals(
        reason + ", after " + frames + " frames, before the end mark",
        summary.cutShort().orElseThrow());
    assertEquals(frames, summary.frames());
  }

  private void assertRealSenderSucceeds() throws Exception {
    FrameSender.send(receiver.localAddress(), Transport.TCP, Loopback.frames(50), Loopback.SENDER);
    assertEquals(50, Loopback.await(receiving).frames().size());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
