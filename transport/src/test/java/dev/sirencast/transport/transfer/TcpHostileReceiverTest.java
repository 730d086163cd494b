package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sender says of programs that are no receiver, or stop being one, over TCP. */
class TcpHostileReceiverTest {
  private static final String GREETING = "895343460201";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 9);

  private final TestClock clock = new TestClock();
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
    answer(
        socket -> {
          socket.getInputStream().readNBytes(GREETING.length() / 2);
          clock.advance(PATIENCE);
          readToEnd(socket);
        });

    assertMessage("no receiver answered at ADDRESS within 30 s, over TCP");
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

  /** On a connection that never has room for what is written. */
  @Test
  void case36ReceiverThatTakesNothing() throws Exception {
    EmbeddedChannel full =
        new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext context, Object batch, ChannelPromise taken) {
                ReferenceCountUtil.release(batch);
                clock.advance(PATIENCE);
              }
            });
    try (IoThreads io = clock.threads();
        TcpOutgoingTransfer transfer =
            new TcpOutgoingTransfer(io, full, new RecordSenderHandler(), HERE, PATIENCE)) {
      FutureTask<Void> sending =
          Loopback.start(
              () -> {
                while (true) {
                  transfer.write(new byte[1_000]);
                }
              });
      clock.runOut(PATIENCE, sending);
      assertEquals(
          "the receiver at 127.0.0.1:9 took nothing for 30 s, after 66 frames",
          assertThrows(ExecutionException.class, () -> Loopback.await(sending))
              .getCause()
              .getMessage());
    }
    full.finishAndReleaseAll();
  }

  @Test
  void doesNotAcknowledge() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING));
          List<byte[]> frames = Loopback.frames(3);
          int records = frames.stream().mapToInt(frame -> 5 + frame.length).sum() + 9;
          socket.getInputStream().readNBytes(GREETING.length() / 2 + records);
          ended.countDown();
          readToEnd(socket);
        });
    FutureTask<String> failing = Loopback.start(() -> message(Loopback.frames(3)));
    ended.await();
    clock.runOut(PATIENCE, failing);

    assertEquals(
        "the receiver at " + address() + " did not acknowledge the end within 30 s, after 3 frames",
        Loopback.await(failing));
  }

  @Test
  void acknowledgesWithNonsense() {
    answer(
        socket -> {
          socket.getOutputStream().write(HexFormat.of().parseHex(GREETING + "77"));
          readToEnd(socket);
        });

    assertMessage(
        "the transfer to ADDRESS broke after 3 frames:"
            + " it sent something that is no acknowledgement");
  }

  /** Until the sender has gone. */
  private static void readToEnd(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** More than the kernel's buffers hold. */
  private static List<byte[]> manyFrames() {
    return Collections.nCopies(40_000, new byte[1_000]);
  }

  private void assertMessage(String expected) {
    assertEquals(expected.replace("ADDRESS", address()), message(Loopback.frames(3)));
  }

  private String message(List<byte[]> frames) {
    FrameSenderOptions options = Loopback.SENDER.withTimeout(PATIENCE);
    InetSocketAddress to = (InetSocketAddress) server.getLocalSocketAddress();
    try (IoThreads io = clock.threads()) {
      TransportException e =
          assertThrows(
              TransportException.class,
              () -> FrameSender.send(to, Transport.TCP, frames, options, io));
      return String.valueOf(e.getMessage());
    }
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
    void run(Socket socket) throws IOException;
  }
}
