package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds over both transports that need no certificates. */
class TransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void deliversFramesBitExactAndInOrder(Transport transport) throws Exception {
    List<byte[]> frames = Loopback.frames(500);
    long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      List<Long> progress = new ArrayList<>();
      SendSummary sent =
          FrameSender.send(
              receiver.localAddress(),
              transport,
              frames,
              Loopback.SENDER.withProgress(progress::add));
      Loopback.Received received = Loopback.await(receiving);

      assertFrames(frames, received.frames());
      assertEquals(500, sent.frames());
      assertEquals(500, sent.framesReceived());
      assertEquals(bytes, sent.bytes());
      assertTrue(sent.seconds() > 0);
      assertEquals(500, sent.channel().delivered());
      assertEquals(500, received.summary().frames());
      assertEquals(bytes, received.summary().bytes());
      assertEquals(OptionalLong.of(500), received.summary().framesSent());
      assertEquals(0, received.summary().ignoredDatagrams());
      assertTrue(received.summary().isComplete());
      assertEquals(500, progress.size());
      assertEquals(500, progress.get(499));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void damagedChannelDeliversWhatTheModelPredicts(Transport transport) throws Exception {
    List<byte[]> frames = Loopback.frames(400);
    ChannelModel channel =
        ChannelModel.parse("dup(5%); ge(p=5%,r=30%); ber(1e-3); reorder(5%,gap=3)");
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          FrameSender.send(
              receiver.localAddress(),
              transport,
              frames,
              Loopback.SENDER.withChannel(channel, 77, 20));

      assertFrames(channel.transmit(frames, 77, 20), Loopback.await(receiving).frames());
      assertEquals(400, sent.channel().offered());
      assertEquals(sent.channel().delivered(), sent.frames());
      assertTrue(sent.channel().missing() > 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void delayInRealTimeIsWaitedFor(Transport transport) throws Exception {
    List<byte[]> frames = Loopback.frames(50);
    ChannelOptions channel =
        ChannelOptions.defaults()
            .withModel(
                ChannelModel.parse("loss(10%); reorder(10%,gap=3); delay(60ms,jitter=10ms)"), 3)
            .withRealtime(true)
            .withRecording(true);
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          FrameSender.send(
              receiver.localAddress(), transport, frames, Loopback.SENDER.withChannel(channel));

      int arrived = Loopback.await(receiving).frames().size();
      assertEquals(sent.channel().delivered(), arrived);
      assertEquals(50 - sent.channel().lost(), arrived);
      assertTrue(sent.seconds() >= 0.05);
      assertTrue(sent.channel().delays().quantileSeconds(0) >= 0.05);
      assertEquals(arrived, sent.trace().orElseThrow().arrivals());
    }
  }

  /** Frames come at the sender's pace on the virtual clock: the overload is what was calculated. */
  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void virtualBottleneckDropsWhatThePaceExceeds(Transport transport) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      frames.add(new byte[972]);
    }
    ChannelModel half = ChannelModel.parse("rate(10Mbit,queue=10,overhead=28); delay(10s)");
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          FrameSender.send(
              receiver.localAddress(), transport, frames, Loopback.SENDER.withChannel(half, 1, 0));

      // 1,000 bytes come each 0.4 ms and leave each 0.8 ms: of 200 that come in 80 ms 99 have left
      // before the last one, and 10 are in the queue.
      assertEquals(91, sent.channel().queueDrops(), 1);
      assertEquals(200 - sent.channel().lost(), Loopback.await(receiving).frames().size());
      assertTrue(sent.channel().delays().maxSeconds() > 10);
      assertTrue(sent.seconds() < 5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void deliversNothingAsNothing(Transport transport) throws Exception {
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      FrameSender.send(receiver.localAddress(), transport, List.of(), Loopback.SENDER);

      ReceiveSummary summary = Loopback.await(receiving).summary();
      assertEquals(0, summary.frames());
      assertTrue(summary.isComplete());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void deliversFramesOfTheLargestSize(Transport transport) throws Exception {
    List<byte[]> frames = List.of(new byte[UdpWire.MAX_FRAME_BYTES], new byte[] {1});
    FrameReceiverOptions large =
        Loopback.RECEIVER.withLimits(UdpWire.MAX_FRAME_BYTES, 2, UdpWire.MAX_FRAME_BYTES + 1);
    try (FrameReceiver receiver = bind(transport, large)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      FrameSender.send(receiver.localAddress(), transport, frames, Loopback.SENDER);

      assertFrames(frames, Loopback.await(receiving).frames());
    }
  }

  @Test
  void senderMayComeFirstOverTcp() throws Exception {
    InetSocketAddress at = new InetSocketAddress("127.0.0.1", unusedPort(Transport.TCP));
    CountDownLatch triedInVain = new CountDownLatch(1);
    CountDownLatch listening = new CountDownLatch(1);
    clock.beforeSleep(
        () -> {
          triedInVain.countDown();
          awaitQuietly(listening);
        });
    FutureTask<SendSummary> sending = startToSend(at, Transport.TCP, Loopback.frames(10));
    triedInVain.await();
    try (FrameReceiver receiver = FrameReceiver.bind(at, Transport.TCP, Loopback.RECEIVER)) {
      listening.countDown();
      assertEquals(10, Loopback.await(Loopback.receive(receiver)).frames().size());
      assertEquals(10, Loopback.await(sending).framesReceived());
    }
  }

  @Test
  void senderMayComeFirstOverUdp() throws Exception {
    InetSocketAddress at;
    FutureTask<SendSummary> sending;
    try (DatagramSocket early = new DatagramSocket(Loopback.ANY_PORT)) {
      at = (InetSocketAddress) early.getLocalSocketAddress();
      sending = startToSend(at, Transport.UDP, Loopback.frames(10));
      early.receive(new DatagramPacket(new byte[100], 100));
    }
    try (FrameReceiver receiver = bind(at, Transport.UDP, Loopback.RECEIVER)) {
      assertEquals(10, Loopback.await(Loopback.receive(receiver)).frames().size());
      assertEquals(10, Loopback.await(sending).framesReceived());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void saysThatThePortIsInUse(Transport transport) throws Exception {
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      TransportException e =
          assertThrows(
              TransportException.class,
              () -> FrameReceiver.bind(receiver.localAddress(), transport, Loopback.RECEIVER));

      assertEquals(
          "cannot listen on 127.0.0.1:"
              + receiver.port()
              + " over "
              + transport
              + ": the port is in use",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void closedReceiverGivesItsPortBackAtOnce(Transport transport) throws Exception {
    InetSocketAddress at = new InetSocketAddress("127.0.0.1", unusedPort(transport));
    for (int i = 0; i < 50; i++) {
      FrameReceiver.bind(at, transport, Loopback.RECEIVER).close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void saysThatTheAddressIsNotOurs(Transport transport) {
    InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 9000);
    TransportException e =
        assertThrows(
            TransportException.class,
            () -> FrameReceiver.bind(foreign, transport, Loopback.RECEIVER));

    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("cannot listen on 192.0.2.1:9000 over " + transport + ": "),
        e::getMessage);
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void saysThatThereIsNoSuchHost(Transport transport) {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 9000);

    assertEquals(
        "there is no host called nowhere.invalid",
        assertThrows(
                TransportException.class,
                () -> FrameSender.send(nowhere, transport, List.of(), Loopback.SENDER))
            .getMessage());
    assertEquals(
        "there is no host called nowhere.invalid",
        assertThrows(
                TransportException.class,
                () -> FrameReceiver.bind(nowhere, transport, Loopback.RECEIVER))
            .getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void saysThatNoSenderCame(Transport transport) throws Exception {
    FrameReceiverOptions brief =
        Loopback.RECEIVER.withTimeouts(Duration.ofMillis(30_250), PATIENCE, PATIENCE);
    try (FrameReceiver receiver = bind(transport, brief)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      clock.runOut(Duration.ofMillis(30_250), receiving);

      assertEquals(
          "no sender connected to 127.0.0.1:"
              + receiver.port()
              + " within 30.25 s, over "
              + transport,
          failure(receiving).getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void saysThatNoReceiverAnswered(Transport transport) throws Exception {
    InetSocketAddress at = new InetSocketAddress("127.0.0.1", unusedPort(transport));
    FutureTask<SendSummary> sending = startToSend(at, transport, Loopback.frames(10));
    clock.runOut(PATIENCE, sending);

    assertEquals(
        "no receiver answered at 127.0.0.1:" + at.getPort() + " within 30 s, over " + transport,
        failure(sending).getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void whatTheConsumerThrowsIsThrownToTheCaller(Transport transport) throws Exception {
    IllegalStateException thrown = new IllegalStateException("disk full");
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Void> receiving =
          Loopback.start(
              () -> {
                receiver.receive(
                    frame -> {
                      throw thrown;
                    });
                return null;
              });
      FutureTask<SendSummary> sending =
          startToSend(receiver.localAddress(), transport, Loopback.frames(10));
      assertSame(thrown, failure(receiving));
      clock.runOut(PATIENCE, sending);
      assertInstanceOf(TransportException.class, failure(sending));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void stopsAtTheLimitOfFrames(Transport transport) throws Exception {
    assertCutShort(
        transport,
        Loopback.RECEIVER.withLimits(2_048, 7, 1 << 20),
        7,
        "the sender sent more than 7 frames");
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void stopsAtTheLimitOfBytes(Transport transport) throws Exception {
    List<byte[]> frames = Loopback.frames(20);
    long three = frames.stream().limit(3).mapToLong(frame -> frame.length).sum();
    assertCutShort(
        transport,
        Loopback.RECEIVER.withLimits(2_048, 100, three),
        3,
        "the sender sent more than " + three + " bytes");
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void refusesEmptyFrame(Transport transport) throws Exception {
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  FrameSender.send(
                      receiver.localAddress(),
                      transport,
                      List.of(new byte[1], new byte[0]),
                      Loopback.SENDER));

      assertEquals("frame 1 is empty", e.getMessage());
      assertFalse(receiving.isDone() && Loopback.await(receiving).summary().isComplete());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void closingEndsTheWait(Transport transport) throws Exception {
    FrameReceiver receiver = bind(transport, Loopback.RECEIVER);
    FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
    receiver.close(); // before it waits, or while it does

    Throwable cause = failure(receiving);
    assertInstanceOf(TransportException.class, cause);
    assertEquals(
        "the receiver at 127.0.0.1:" + receiver.port() + " was closed", cause.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void interruptionEndsTheWaitAndIsPassedOn(Transport transport) throws Exception {
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER);
        FrameReceiver deaf = bind(transport, Loopback.RECEIVER)) {
      Thread.currentThread().interrupt();
      assertEquals(
          "interrupted while receiving at 127.0.0.1:" + receiver.port(),
          assertThrows(TransportException.class, () -> receiver.receive(frame -> {})).getMessage());
      assertTrue(Thread.interrupted());

      Thread.currentThread().interrupt();
      assertEquals(
          "interrupted while sending to 127.0.0.1:" + deaf.port(),
          assertThrows(
                  TransportException.class,
                  () ->
                      FrameSender.send(deaf.localAddress(), transport, List.of(), Loopback.SENDER))
              .getMessage());
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void receiverTakesOneTransfer(Transport transport) throws Exception {
    try (FrameReceiver receiver = bind(transport, Loopback.RECEIVER)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      FrameSender.send(receiver.localAddress(), transport, List.of(), Loopback.SENDER);
      Loopback.await(receiving);

      assertThrows(IllegalStateException.class, () -> receiver.receive(frame -> {}));
    }
  }

  private void assertCutShort(
      Transport transport, FrameReceiverOptions options, int frames, String reason)
      throws Exception {
    try (FrameReceiver receiver = bind(transport, options)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      FutureTask<SendSummary> sending =
          startToSend(receiver.localAddress(), transport, Loopback.frames(20));
      Loopback.Received received = Loopback.await(receiving);
      clock.runOut(PATIENCE, sending);
      assertInstanceOf(TransportException.class, failure(sending));
      assertFrames(Loopback.frames(20).subList(0, frames), received.frames());
      assertEquals(frames, received.summary().frames());
      assertEquals(reason, received.summary().cutShort().orElseThrow());
    }
  }

  private static void assertFrames(List<byte[]> expected, List<byte[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "frame " + i);
    }
  }

  private FrameReceiver bind(Transport transport, FrameReceiverOptions options)
      throws TransportException {
    return bind(Loopback.ANY_PORT, transport, options);
  }

  /** By the clock, so that a receiver over UDP does not really stay for a moment. */
  private FrameReceiver bind(
      InetSocketAddress at, Transport transport, FrameReceiverOptions options)
      throws TransportException {
    return FrameReceiver.bind(at, transport, options, clock.threads());
  }

  private FutureTask<SendSummary> startToSend(
      InetSocketAddress to, Transport transport, List<byte[]> frames) {
    FrameSenderOptions options = Loopback.SENDER.withTimeout(PATIENCE);
    return Loopback.start(
        () -> {
          try (IoThreads io = clock.threads()) {
            return FrameSender.send(to, transport, frames, options, io);
          }
        });
  }

  private static Throwable failure(FutureTask<?> task) {
    return assertThrows(ExecutionException.class, () -> Loopback.await(task)).getCause();
  }

  /**
   * A port that nobody listens on now, below those that Linux hands out to others by itself; each
   * process begins its search elsewhere.
   */
  private static int unusedPort(Transport transport) {
    int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
    while (true) {
      InetSocketAddress at = new InetSocketAddress(Loopback.ANY_PORT.getAddress(), port);
      try (FrameReceiver free = FrameReceiver.bind(at, transport, Loopback.RECEIVER)) {
        return free.port();
      } catch (TransportException inUse) {
        port++;
      }
    }
  }
}
