package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TransportException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishers that do not behave. */
class SubscriberHostilePeerTest {
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults()
          .withTimeout(Duration.ofSeconds(30))
          .withLimits(2_048, 100, 1_000, 3);

  private static final String GREETING = "895343460401";
  private static final String DIGEST = "AB".repeat(32);

  /** Stream x of 2 frames and 3 bytes. */
  private static final String STREAM = "06 0000002D" + DIGEST + "00000002 0000000000000003 78";

  private ServerSocket server;
  private int received;

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 10, Loopback.ANY_PORT.getAddress());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** Says the words at once, whatever is asked, and reads until the subscriber leaves. */
  private FutureTask<Void> say(String... hex) {
    return Loopback.start(
        () -> {
          try (Socket peer = server.accept()) {
            OutputStream out = peer.getOutputStream();
            out.write(HexFormat.of().parseHex(GREETING));
            InputStream in = peer.getInputStream();
            in.readNBytes(7); // the greeting, and the first of what is asked
            out.write(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
            in.transferTo(OutputStream.nullOutputStream());
            return null;
          }
        });
  }

  private FrameSubscriber connect() throws TransportException {
    return FrameSubscriber.connect(
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), OPTIONS);
  }

  private String fetchFailure(String... hex) throws Exception {
    say(hex);
    try (FrameSubscriber subscriber = connect()) {
      String prefix = "the publisher at 127.0.0.1:" + server.getLocalPort() + ": ";
      TransportException failure =
          assertThrows(
              TransportException.class, () -> subscriber.fetch("x", (number, frame) -> received++));
      assertTrue(failure.getMessage().startsWith(prefix), failure::getMessage);
      assertEquals(
          failure.getMessage(),
          assertThrows(TransportException.class, subscriber::list).getMessage());
      return failure.getMessage().substring(prefix.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n", "\u0089SCF\u0003\u0001", "\u0015\u0003"})
  void case08WhatIsNoPublisherIsRefusedAtTheFirstBytes(String greeting) throws Exception {
    Loopback.start(
        () -> {
          try (Socket peer = server.accept()) {
            peer.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            return peer.getInputStream().readAllBytes();
          }
        });
    TransportException failure = assertThrows(TransportException.class, this::connect);
    assertTrue(
        failure.getMessage().startsWith("no publisher at 127.0.0.1:" + server.getLocalPort()),
        failure::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "06 FFFFFFFF, it sent a record of 4294967295 bytes where 45 to 299 may be",
    "06 0000002C, it sent a record of 44 bytes where 45 to 299 may be",
    "07 00000000, it sent a record of type 7 out of turn",
    "63 00000000, it sent a record of type 99 out of turn",
    "09 00000000, it sent a record of 0 bytes where 1 to 1024 may be",
    "09 00001000, it sent a record of 4096 bytes where 1 to 1024 may be"
  })
  void case01And02WrongRecordsAreRefusedFromTheirHeader(String record, String reason)
      throws Exception {
    assertEquals(reason, fetchFailure(record));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, 0000000000000003, 78, it described a stream that cannot be: a stream has 1 frame"
        + " or more",
    "FFFFFFFF, 0000000000000003, 78, it described a stream that cannot be: a stream has 1 frame"
        + " or more",
    "00000002, 0000000000000001, 78, it described a stream that cannot be",
    "00000002, FFFFFFFFFFFFFFFF, 78, it described a stream that cannot be",
    "00000002, 0000000000000003, 79, it opened 'y' instead of 'x'",
    "00000002, 0000000000000003, 00, it described a stream that cannot be: '?' is no stream's name",
    "00000002, 0000000000000003, 2F, it described a stream that cannot be: '/' is no stream's name",
    "00000065, 0000000000000065, 78, its stream of 101 frames and 101 bytes is more than",
    "00000002, 00000000000003E9, 78, its stream of 2 frames and 1001 bytes is more than"
  })
  void case37StreamsThatCannotBeAreRefused(String frames, String bytes, String name, String reason)
      throws Exception {
    String failure = fetchFailure("06 0000002D" + DIGEST + frames + bytes + name);
    assertTrue(failure.startsWith(reason), failure);
    assertEquals(0, received);
  }

  @ParameterizedTest
  @CsvSource({
    "07 00000005 00000001 AA, it sent frame 1 where 0 is due, 0",
    "07 00000005 FFFFFFFF AA, it sent frame 4294967295 where 0 is due, 0",
    "07 00000005 00000000 AA 07 00000005 00000000 AA, it sent frame 0 where 1 is due, 1",
    "07 00000004 00000000, it sent a record of 4 bytes where 5 to 2052 may be, 0",
    "07 00000805, it sent a record of 2053 bytes where 5 to 2052 may be, 0",
    "07 00000008 00000000 AABBCCDD, it sent more than the 3 bytes it announced, 0",
    "'07 00000005 00000000 AA 07 00000006 00000001 BBCC 07 00000005 00000002 DD', it sent frame 2"
        + " after the last, 2",
    "07 00000005 00000000 AA 08 00000004 00000001, 'it says that it sent 1 frames; 1 came, 2 were"
        + " asked for', 1",
    "07 00000005 00000000 AA 01 00000000, it sent a record of type 1 out of turn, 1"
  })
  void wrongFramesEndTheFetchAndTheOthersAreKept(String records, String reason, int frames)
      throws Exception {
    assertEquals(reason, fetchFailure(STREAM, records));
    assertEquals(frames, received);
  }

  @Test
  void cutInTheMiddle() throws Exception {
    Loopback.start(
        () -> {
          try (Socket peer = server.accept()) {
            OutputStream out = peer.getOutputStream();
            InputStream in = peer.getInputStream();
            out.write(HexFormat.of().parseHex(GREETING));
            in.readNBytes(6 + 6);
            String words = STREAM + "07 00000005 00000000 AA 07 00";
            out.write(HexFormat.of().parseHex(words.replace(" ", "")));
            // Whatever is asked is read, so that the end is no reset.
            return in.readNBytes(6).length;
          }
        });
    try (FrameSubscriber subscriber = connect()) {
      TransportException failure =
          assertThrows(
              TransportException.class, () -> subscriber.fetch("x", (number, frame) -> received++));
      assertTrue(failure.getMessage().endsWith("it closed the connection"), failure::getMessage);
    }
    assertEquals(1, received);
  }

  @Test
  void endlessListsEnd() throws Exception {
    say(STREAM.replaceFirst("06", "04").repeat(5));
    try (FrameSubscriber subscriber = connect()) {
      assertTrue(
          assertThrows(TransportException.class, subscriber::list)
              .getMessage()
              .endsWith("it listed more than 3 streams"));
    }
  }

  @Test
  void listsThatDoNotAddUpAreRefused() throws Exception {
    say("05 00000004 00000001");
    try (FrameSubscriber subscriber = connect()) {
      assertTrue(
          assertThrows(TransportException.class, subscriber::list)
              .getMessage()
              .endsWith("it listed 0 streams and counts 1"));
    }
  }

  @Test
  void whatNobodyAskedForEndsTheConnection() throws Exception {
    Loopback.start(
        () -> {
          try (Socket peer = server.accept()) {
            peer.getOutputStream().write(HexFormat.of().parseHex(GREETING + "0100000000"));
            return peer.getInputStream().readAllBytes();
          }
        });
    assertThrows(
        TransportException.class,
        () -> {
          try (FrameSubscriber subscriber = connect()) {
            subscriber.list();
          }
        });
  }

  @Test
  void case40ReasonsAreShownInOneLine() throws Exception {
    say("09 00000005 78 0A 1B 00 79");
    try (FrameSubscriber subscriber = connect()) {
      assertTrue(
          assertThrows(TransportException.class, subscriber::list)
              .getMessage()
              .endsWith("refuses: x???y"));
    }
  }
}
