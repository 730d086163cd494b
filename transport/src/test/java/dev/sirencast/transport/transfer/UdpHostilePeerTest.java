package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datagrams by hand, on both ends. */
class UdpHostilePeerTest {
  private static final String SESSION = "0123456789ABCDEF";
  private static final String HELLO = "01" + SESSION + "895343460101";
  private static final String HELLO_ACK = "02" + SESSION + "895343460201";
  private static final String FRAME = "03" + SESSION + "AABB";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger frames = new AtomicInteger();
  private FrameReceiver receiver;
  private FutureTask<Loopback.Received> receiving;
  private DatagramSocket peer;

  @BeforeEach
  void listen() throws Exception {
    listen(clock.threads());
    peer = new DatagramSocket(Loopback.ANY_PORT);
    peer.setSoTimeout(5_000);
  }

  private void listen(IoThreads io) throws TransportException {
    FrameReceiverOptions options = FrameReceiverOptions.defaults().withOnRefusal(refusals::add);
    receiver = FrameReceiver.bind(Loopback.ANY_PORT, Transport.UDP, options, io);
    receiving = Loopback.receive(receiver, frame -> frames.incrementAndGet());
  }

  @AfterEach
  void close() {
    peer.close();
    receiver.close();
  }

  @Test
  void goldenDatagramsOfAWholeTransfer() throws Exception {
    send(HELLO);
    assertEquals(HELLO_ACK, reply());
    send(FRAME, FRAME, end(2));
    assertEquals(endAck(2), reply());

    Loopback.Received received = Loopback.await(receiving);
    assertEquals(
        List.of("aabb", "aabb"),
        received.frames().stream().map(HexFormat.of()::formatHex).toList());
    assertTrue(received.summary().isComplete());
    assertEquals(0, received.summary().ignoredDatagrams());
  }

  @Test
  void repeatedQuestionsAreAnsweredAgain() throws Exception {
    receiver.close();
    listen(IoThreads.start("lingering"));
    send(HELLO, HELLO);
    assertEquals(HELLO_ACK, reply());
    assertEquals(HELLO_ACK, reply());
    send(FRAME, end(1), end(1));
    assertEquals(endAck(1), reply());
    assertEquals(endAck(1), reply());
    Loopback.await(receiving);
    FutureTask<Void> closing =
        Loopback.start(
            () -> {
              receiver.close();
              return null;
            });
    send(end(1));

    assertEquals(endAck(1), reply(), "it stays for a moment");
    Loopback.await(closing);
  }

  @Test
  void case32WhatIsNotOfTheTransferIsIgnoredAndCounted() throws Exception {
    send("", "03", FRAME, end(1)); // before any greeting
    send(HELLO);
    reply();
    send(FRAME);
    send("03" + SESSION); // an empty frame
    send("03" + SESSION + "00".repeat(2_049)); // longer than allowed
    send("03" + SESSION + "00".repeat(65_507 - 9)); // the longest that IPv4 can carry
    send("03" + "0000000000000000" + "AA"); // another session
    send("01" + "0000000000000000" + "895343460101"); // another greeting, too late
    send("04" + SESSION + "00"); // an end mark that is too short
    send("02" + SESSION, "05" + SESSION, "63" + SESSION); // not a sender's
    try (DatagramSocket other = new DatagramSocket(Loopback.ANY_PORT)) {
      send(other, FRAME); // another address
    }
    send(end(1));
    assertEquals(endAck(1), reply());

    ReceiveSummary summary = Loopback.await(receiving).summary();
    assertEquals(1, summary.frames());
    assertEquals(4 + 10, summary.ignoredDatagrams());
    assertTrue(summary.isComplete());
  }

  @Test
  void case08AnotherVersionIsRefusedAndTheWaitGoesOn() throws Exception {
    send("01" + SESSION + "895343460102");
    send(HELLO);
    assertEquals(HELLO_ACK, reply());

    assertEquals(
        List.of(
            "refused a datagram from 127.0.0.1:"
                + peer.getLocalPort()
                + ": it speaks version 2, not 1"),
        refusals);
  }

  @Test
  void senderTakesOverFromOneThatOnlyGreeted() throws Exception {
    send(HELLO);
    assertEquals(HELLO_ACK, reply());
    FrameSender.send(receiver.localAddress(), Transport.UDP, Loopback.frames(20), Loopback.SENDER);

    assertEquals(20, Loopback.await(receiving).frames().size());
  }

  @Test
  void case26StreamWithoutEndEndsAtTheIdleTimeout() throws Exception {
    send(HELLO, FRAME);
    Loopback.until(() -> frames.get() == 1, "the frame arrives");
    clock.runOut(Duration.ofSeconds(10), receiving);

    ReceiveSummary summary = Loopback.await(receiving).summary();
    assertEquals(1, summary.frames());
    assertEquals(
        "no datagram for 10 s, after 1 frames, before the end mark",
        summary.cutShort().orElseThrow());
  }

  @Test
  void takesFramesThatTheEndMarkOvertook() throws Exception {
    send(HELLO, FRAME, end(2), FRAME);

    assertEquals(2, Loopback.await(receiving).summary().frames());
  }

  @Test
  void missingFramesAreReported() throws Exception {
    send(HELLO);
    reply();
    send(FRAME, end(5));
    assertEquals(endAck(1), reply());
    clock.runOut(Duration.ofSeconds(1), receiving);

    ReceiveSummary summary = Loopback.await(receiving).summary();
    assertEquals(1, summary.frames());
    assertEquals(5, summary.framesSent().orElseThrow());
    assertTrue(summary.isComplete());
  }

  @Test
  void senderSaysThatTheReceiverWentAway() throws Exception {
    FutureTask<SendSummary> sending = startToSend(endless());
    answerGreeting();
    peer.close();

    String message = failure(sending);
    assertTrue(message.startsWith("the transfer to 127.0.0.1:"), message);
    assertTrue(message.endsWith(" frames: nobody listens there any more"), message);
  }

  @Test
  void senderSaysThatTheEndWasNotAcknowledged() throws Exception {
    FutureTask<SendSummary> sending = startToSend(Loopback.frames(3));
    answerGreeting();
    while (receivePacket().getData()[0] != UdpWire.END) {
      continue; // frames, and greetings that were repeated
    }
    clock.runOut(PATIENCE, sending);

    assertEquals(
        "the receiver at 127.0.0.1:"
            + peer.getLocalPort()
            + " did not acknowledge the end within 30 s, after 3 frames",
        failure(sending));
  }

  @Test
  void senderSaysThatNobodyAnswersBehindAnOpenPort() throws Exception {
    FutureTask<SendSummary> sending = startToSend(Loopback.frames(3));
    receivePacket();
    clock.runOut(PATIENCE, sending);

    assertEquals(
        "no receiver answered at 127.0.0.1:" + peer.getLocalPort() + " within 30 s, over UDP",
        failure(sending));
  }

  @Test
  void senderRefusesAFrameThatFitsNoDatagram() throws Exception {
    assertEquals(
        "a frame over UDP has at most 65494 bytes, frame 0 has 65499",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    FrameSender.send(
                        receiver.localAddress(),
                        Transport.UDP,
                        List.of(new byte[65_499]),
                        Loopback.SENDER))
            .getMessage());
  }

  private FutureTask<SendSummary> startToSend(Iterable<byte[]> frames) {
    InetSocketAddress to = (InetSocketAddress) peer.getLocalSocketAddress();
    FrameSenderOptions options = Loopback.SENDER.withTimeout(PATIENCE);
    return Loopback.start(
        () -> {
          try (IoThreads io = clock.threads()) {
            return FrameSender.send(to, Transport.UDP, frames, options, io);
          }
        });
  }

  private static Iterable<byte[]> endless() {
    return () -> java.util.stream.Stream.generate(() -> new byte[100]).iterator();
  }

  private static String failure(FutureTask<?> task) {
    Exception e = assertThrows(Exception.class, () -> Loopback.await(task));
    return String.valueOf(e.getCause().getMessage());
  }

  private void answerGreeting() throws IOException {
    DatagramPacket hello = receivePacket();
    byte[] answer = hello.getData();
    answer[0] = 2;
    answer[13] = 2;
    peer.send(new DatagramPacket(answer, 15, hello.getSocketAddress()));
  }

  private void send(String... datagrams) throws IOException {
    send(peer, datagrams);
  }

  private void send(DatagramSocket from, String... datagrams) throws IOException {
    for (String datagram : datagrams) {
      byte[] bytes = HexFormat.of().parseHex(datagram);
      from.send(new DatagramPacket(bytes, bytes.length, receiver.localAddress()));
    }
  }

  private String reply() throws IOException {
    DatagramPacket packet = receivePacket();
    return HexFormat.of().withUpperCase().formatHex(packet.getData(), 0, packet.getLength());
  }

  private DatagramPacket receivePacket() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    peer.receive(packet);
    return packet;
  }

  private static String end(int frames) {
    return "04" + SESSION + "%016X".formatted(frames);
  }

  private static String endAck(int frames) {
    return "05" + SESSION + "%016X".formatted(frames);
  }
}
