package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.SocketLibrary;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not behave, on a receiver's TCP port. */
class TcpHostileSenderTest {
  private static final String GREETING = "895343460101";
  private static final String FRAME = "03 00000002 AABB";

  private final TestClock clock = new TestClock();
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private final AtomicInteger frames = new AtomicInteger();
  private FrameReceiver receiver;
  private FutureTask<Loopback.Received> receiving;

  @BeforeEach
  void listen() throws TransportException {
    FrameReceiverOptions options = FrameReceiverOptions.defaults().withOnRefusal(refusals::add);
    receiver = FrameReceiver.bind(Loopback.ANY_PORT, Transport.TCP, options, clock.threads());
    receiving = Loopback.receive(receiver, frame -> frames.incrementAndGet());
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
  void case08StrangersAreRefusedAtOnceAndTheSenderThatFollowsIsTaken(String greeting)
      throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
      assertClosed(stranger);

      assertEquals(1, refusals.size());
      String refusal = refusals.take();
      assertTrue(
          refusal.startsWith(
              "refused a connection from 127.0.0.1:" + stranger.getLocalPort() + ": "),
          refusal);
    }
    assertRealSenderSucceeds();
  }

  @Test
  void case06SilentConnectionsDoNotKeepASenderOut() throws Exception {
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
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write('G');
      refusals.take();
      clock.runOut(Duration.ofMinutes(1), receiving);

      assertEquals(
          "no sender connected to 127.0.0.1:"
              + receiver.port()
              + " within 60 s, over TCP (refused a connection from 127.0.0.1:"
              + stranger.getLocalPort()
              + ": HTTP-like greeting)",
          assertThrows(ExecutionException.class, () -> Loopback.await(receiving))
              .getCause()
              .getMessage());
    }
  }

  @Test
  void case01HugeLengthIsRefusedFromItsHeaderAlone() throws Exception {
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
  void case07FinInTheMiddleOfAFrame() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000002 AA");
      sender.shutdownOutput();
      assertCutShort(1, "the sender closed the connection in the middle of a frame");
    }
  }

  @Test
  void case07ResetInTheMiddleOfAFrame() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000002 AA");
      Loopback.until(() -> frames.get() == 1, "the frame arrives");
      sender.setSoLinger(true, 0);
    }
    // Linux's own words, or Java's.
    String words = SocketLibrary.best() == SocketLibrary.EPOLL ? " by peer" : "";
    assertCutShort(1, "the connection failed: Connection reset" + words);
  }

  @Test
  void case04SilenceInTheMiddleOfAFrameEndsTheConnection() throws Exception {
    try (Socket sender = connect()) {
      send(sender, GREETING, FRAME, "03 00000400 AA");
      Loopback.until(() -> frames.get() == 1, "the frame arrives");
      clock.advance(Duration.ofSeconds(10));
      Loopback.Received received = Loopback.await(receiving);
      assertTrue(received.summary().cutShort().orElseThrow().contains(" for "));
      assertClosed(sender);
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
