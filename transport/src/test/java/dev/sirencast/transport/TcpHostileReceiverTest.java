package dev.sirencast.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sender says of programs that are no receiver, or stop being one, over TCP. */
class TcpHostileReceiverTest {
  private static final String GREETING = "895343460201";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, Loopback.ANY_PORT.getAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void webServer() {
    answer(socket -> socket.getOutputStream().write(ascii("HTTP/1.1 400 Bad Request\r\n\r\n")));

    assertMessage("no receiver at ADDRESS: HTTP-like greeting");
  }

  @Test
  void echo() {
    answer(socket -> socket.getOutputStream().write(socket.getInputStream().readNBytes(6)));

    assertMessage("no receiver at ADDRESS: it is not the other end of a transfer");
  }

  @Test
  void closesAtOnce() {
    answer(socket -> {});

    assertMessage("no receiver at ADDRESS: the receiver closed the connection");
  }

  @Test
  void staysSilent() {
    answer(socket -> Thread.sleep(2_000));

    assertMessage("no receiver answered at ADDRESS within 0.5 s, over TCP");
  }

  @Test
  void goesAwayInTheMiddle() {
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING));
          socket.getInputStream().readNBytes(1_000);
        });

    String message = message(manyFrames());
    assertTrue(message.startsWith("the transfer to " + address() + " broke after "), message);
  }

  @Test
  void takesNothing() {
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING));
          Thread.sleep(4_000);
        });

    String message = message(manyFrames());
    assertTrue(
        message.startsWith("the receiver at " + address() + " took nothing for 0.5 s, after "),
        message);
  }

  @Test
  void doesNotAcknowledge() {
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING));
          Thread.sleep(2_000);
        });

    assertMessage(
        "the receiver at ADDRESS did not acknowledge the end within 0.5 s, after 3 frames");
  }

  @Test
  void acknowledgesWithNonsense() {
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING + "77"));
          Thread.sleep(1_000);
        });

    assertMessage(
        "the transfer to ADDRESS broke after 3 frames:"
            + " it sent something that is no acknowledgement");
  }

  /** More than the kernel's buffers hold. */
  private static List<byte[]> manyFrames() {
    return Collections.nCopies(40_000, new byte[1_000]);
  }

  private void assertMessage(String expected) {
    assertEquals(expected.replace("ADDRESS", address()), message(Loopback.frames(3)));
  }

  private String message(List<byte[]> frames) {
    FrameSenderOptions options = Loopback.SENDER.withTimeout(Duration.ofMillis(500));
    TransportException e =
        assertThrows(
            TransportException.class,
            () ->
                FrameSender.send(
                    (java.net.InetSocketAddress) server.getLocalSocketAddress(),
                    Transport.TCP,
                    frames,
                    options));
    return String.valueOf(e.getMessage());
  }

  private String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void answer(Behaviour behaviour) {
    Loopback.start(
        () -> {
          try (Socket socket = server.accept()) {
            behaviour.run(socket);
          }
          return null;
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Behaviour {
    void run(Socket socket) throws IOException, InterruptedException;
  }
}
