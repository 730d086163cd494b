package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher and subscribers that behave. */
class PublishTest {
  static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withTimeout(Duration.ofSeconds(60));

  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private FramePublisher publisher;

  @BeforeEach
  void bind() throws TransportException {
    publisher = bind(FramePublisherOptions.defaults());
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private FramePublisher bind(FramePublisherOptions options) throws TransportException {
    return FramePublisher.bind(Loopback.ANY_PORT, options.withOnRefusal(refusals::add));
  }

  private FrameSubscriber connect() throws TransportException {
    return FrameSubscriber.connect(publisher.localAddress(), OPTIONS);
  }

  /** A fetch into a list. */
  static List<byte[]> fetch(FrameSubscriber subscriber, String name) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    subscriber.fetch(
        name,
        (number, frame) -> {
          assertEquals(frames.size(), number);
          frames.add(frame);
        });
    return frames;
  }

  static void assertSame(List<byte[]> expected, List<byte[]> frames) {
    assertEquals(expected.size(), frames.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), frames.get(i), "frame " + i);
    }
  }

  @Test
  void listsAndDeliversBitExactOnOneConnection() throws Exception {
    List<byte[]> small = Loopback.frames(1);
    List<byte[]> large = Loopback.frames(5_000);
    StreamEntry entry = publisher.publish("größe 2.siren", large);
    publisher.publish("a", small);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    large.forEach(digest::update);

    try (FrameSubscriber subscriber = connect()) {
      List<StreamEntry> list = subscriber.list();
      assertEquals(List.of("a", "größe 2.siren"), list.stream().map(StreamEntry::name).toList());
      assertEquals(publisher.entries(), list);
      assertEquals(entry, list.get(1));
      assertEquals(HexFormat.of().formatHex(digest.digest()), entry.digest());
      assertSame(large, fetch(subscriber, "größe 2.siren"));
      assertSame(small, fetch(subscriber, "a"));
      assertSame(large, fetch(subscriber, "größe 2.siren"));
    }
    PublisherStatistics done = publisher.statistics();
    assertEquals(3, done.completed());
    assertEquals(10_001, done.frames());
    assertEquals(List.of(), List.copyOf(refusals));
  }

  @Test
  void whoComesTooEarlyWaits() throws Exception {
    publisher.close();
    publisher =
        FramePublisher.bindClosed(List.of(Loopback.ANY_PORT), FramePublisherOptions.defaults());
    FutureTask<Integer> early =
        Loopback.start(
            () -> {
              try (FrameSubscriber subscriber = connect()) {
                return subscriber.list().size();
              }
            });
    for (int i = 0; i < 3; i++) {
      publisher.publish("x" + i, Loopback.frames(10));
    }
    assertEquals(0, publisher.statistics().admitted());
    publisher.open();
    assertEquals(3, Loopback.await(early));
  }

  @Test
  void emptyListIsAList() throws Exception {
    try (FrameSubscriber subscriber = connect()) {
      assertEquals(List.of(), subscriber.list());
    }
  }

  @Test
  void longListsComeWhole() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      publisher.publish(String.format("%0200d", i), Loopback.frames(1));
    }
    try (FrameSubscriber subscriber = connect()) {
      assertEquals(publisher.entries(), subscriber.list());
    }
  }

  @Test
  void onlyTheMissingFramesComeAgain() throws Exception {
    List<byte[]> frames = Loopback.frames(1_003);
    publisher.publish("x", frames);
    SplittableRandom random = new SplittableRandom(7);
    try (FrameSubscriber subscriber = connect()) {
      for (double share : new double[] {0, 0.01, 0.5, 0.99, 1}) {
        BitSet present = new BitSet();
        for (int i = 0; i < frames.size(); i++) {
          present.set(i, random.nextDouble() < share);
        }
        TreeMap<Integer, byte[]> came = new TreeMap<>();
        FetchSummary summary = subscriber.fetch("x", sink(present, came));
        BitSet missing = new BitSet();
        missing.set(0, frames.size());
        missing.andNot(present);
        assertEquals(missing.cardinality(), summary.frames());
        assertEquals(
            missing.stream().boxed().toList(), List.copyOf(came.keySet()), () -> "at " + share);
        came.forEach((number, frame) -> assertArrayEquals(frames.get(number), frame));
        assertEquals(missing.stream().mapToLong(i -> frames.get(i).length).sum(), summary.bytes());
      }
    }
  }

  private static FetchSink sink(BitSet present, TreeMap<Integer, byte[]> came) {
    return new FetchSink() {
      @Override
      public BitSet begin(StreamEntry stream) {
        return present;
      }

      @Override
      public void accept(int number, byte[] frame) {
        came.put(number, frame);
      }
    };
  }

  @Test
  void whatIsNotThereIsRefusedAndTheConnectionGoesOn() throws Exception {
    publisher.publish("x", Loopback.frames(10));
    try (FrameSubscriber subscriber = connect()) {
      assertEquals(
          "the publisher at 127.0.0.1:" + publisher.port() + " refuses: there is no stream 'y'",
          assertThrows(TransportException.class, () -> fetch(subscriber, "y")).getMessage());
      assertEquals(10, fetch(subscriber, "x").size());
      assertTrue(publisher.unpublish("x"));
      assertFalse(publisher.unpublish("x"));
      assertThrows(TransportException.class, () -> fetch(subscriber, "x"));
      assertEquals(List.of(), subscriber.list());
    }
  }

  @Test
  void whoHasBegunGetsTheOldStreamToItsEnd() throws Exception {
    List<byte[]> old = Loopback.frames(300);
    List<byte[]> other = Loopback.frames(40);
    publisher.publish("x", old);
    List<byte[]> came = new ArrayList<>();
    try (FrameSubscriber subscriber = connect()) {
      subscriber.fetch(
          "x",
          new FetchSink() {
            @Override
            public BitSet begin(StreamEntry stream) throws IOException {
              publisher.publish("x", other);
              return new BitSet();
            }

            @Override
            public void accept(int number, byte[] frame) {
              came.add(frame);
            }
          });
      assertSame(old, came);
      assertSame(other, fetch(subscriber, "x"));
    }
  }

  @Test
  void whatTheSinkThrowsIsThrown() throws Exception {
    publisher.publish("x", Loopback.frames(2_000));
    for (Exception mine : List.of(new IOException("disk full"), new IllegalStateException("no"))) {
      try (FrameSubscriber subscriber = connect()) {
        FetchSink sink =
            (number, frame) -> {
              if (number == 500 && mine instanceof IOException failure) {
                throw failure;
              }
              if (number == 500) {
                throw (IllegalStateException) mine;
              }
            };
        assertEquals(mine, assertThrows(mine.getClass(), () -> subscriber.fetch("x", sink)));
        assertThrows(Exception.class, subscriber::list);
      }
    }
  }

  @Test
  void sixtyFourReceiversAtOnceWithOneThatStallsAndOneThatDies() throws Exception {
    publisher.close();
    Duration patience = Duration.ofMinutes(2);
    publisher = bind(FramePublisherOptions.defaults().withTimeouts(patience, patience, patience));
    List<byte[]> frames = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(64);
    for (int i = 0; i < 8_000; i++) {
      byte[] frame = new byte[1_100];
      random.nextBytes(frame);
      frames.add(frame);
    }
    String digest = publisher.publish("x", frames).digest();

    CountDownLatch released = new CountDownLatch(1);
    FrameSubscriber stalled = connect();
    FutureTask<FetchSummary> stalling =
        Loopback.start(
            () ->
                stalled.fetch(
                    "x",
                    (number, frame) -> {
                      try {
                        released.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    FrameSubscriber dying = connect();
    FutureTask<FetchSummary> death =
        Loopback.start(
            () ->
                dying.fetch(
                    "x",
                    (number, frame) -> {
                      if (number == 1_000) {
                        throw new IllegalStateException("dies");
                      }
                    }));
    List<FutureTask<String>> receivers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      receivers.add(Loopback.start(this::fetchDigest));
    }
    long held = 0;
    for (FutureTask<String> receiver : receivers) {
      held = Math.max(held, publisher.statistics().heldBytes());
      assertEquals(digest, receiver.get(60, TimeUnit.SECONDS));
    }
    assertTrue(held <= 66L * FramePublisher.HELD_BYTES, "held " + held);
    assertThrows(Exception.class, () -> Loopback.await(death));
    dying.close();
    awaitReceivers(1);
    PublisherStatistics statistics = publisher.statistics();
    assertEquals(66, statistics.admitted());
    assertEquals(64, statistics.completed());
    assertTrue(statistics.heldBytes() <= FramePublisher.HELD_BYTES, statistics::toString);
    assertEquals(List.of(), List.copyOf(refusals));
    released.countDown();
    assertEquals(8_000, Loopback.await(stalling).frames(), "it goes on where it stood");
    stalled.close();
    awaitReceivers(0);
  }

  private String fetchDigest() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (FrameSubscriber subscriber = connect()) {
      subscriber.fetch("x", (number, frame) -> digest.update(frame));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void awaitReceivers(int count) {
    Loopback.until(
        () -> publisher.statistics().receivers() == count, count + " receivers are left");
  }

  @Test
  void drainingEndsIdleConnectionsAndLetsTheOthersFinish() throws Exception {
    publisher.publish("x", Loopback.frames(20_000));
    FrameSubscriber idle = connect();
    FrameSubscriber busy = connect();
    SynchronousQueue<Integer> gate = new SynchronousQueue<>();
    List<Integer> came = new ArrayList<>();
    FutureTask<FetchSummary> fetching =
        Loopback.start(
            () ->
                busy.fetch(
                    "x",
                    (number, frame) -> {
                      came.add(number);
                      if (number == 0) {
                        take(gate);
                      }
                    }));
    gate.put(1);
    FutureTask<Integer> draining = Loopback.start(() -> publisher.drain(Duration.ofSeconds(10)));
    assertEquals(0, Loopback.await(draining));
    assertEquals(20_000, Loopback.await(fetching).frames());
    assertEquals(20_000, came.size());
    assertTrue(assertThrows(TransportException.class, idle::list).getMessage().contains("closed"));
    assertTrue(
        assertThrows(TransportException.class, this::connect)
            .getMessage()
            .endsWith("nobody listens there"));
    idle.close();
    busy.close();
  }

  @Test
  void whoHasOpenedAStreamGetsItWhileTheOthersAreSentAway() throws Exception {
    publisher.publish("x", Loopback.frames(200));
    try (FrameSubscriber subscriber = connect()) {
      List<FutureTask<Integer>> draining = new ArrayList<>();
      FetchSummary summary =
          subscriber.fetch(
              "x",
              new FetchSink() {
                @Override
                public BitSet begin(StreamEntry stream) {
                  draining.add(Loopback.start(() -> publisher.drain(Duration.ofSeconds(10))));
                  awaitRefusal();
                  return new BitSet();
                }

                @Override
                public void accept(int number, byte[] frame) {}
              });
      assertEquals(200, summary.frames());
      assertEquals(0, Loopback.await(draining.get(0)));
    }
  }

  private void awaitRefusal() {
    while (true) {
      try (FrameSubscriber late = connect()) {
        late.list();
      } catch (TransportException gone) {
        return;
      }
    }
  }

  private static void take(SynchronousQueue<Integer> gate) {
    try {
      gate.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void limitsOfStreamsAndReceiversHold() throws Exception {
    publisher.close();
    publisher = bind(FramePublisherOptions.defaults().withReceivers(3, 2).withStreams(2, 100_000));
    publisher.publish("a", Loopback.frames(100));
    publisher.publish("b", Loopback.frames(100));
    assertTrue(
        assertThrows(TransportException.class, () -> publisher.publish("c", Loopback.frames(1)))
            .getMessage()
            .endsWith("there are 2 streams already"));
    assertThrows(TransportException.class, () -> publisher.publish("b", Loopback.frames(1_000)));
    publisher.unpublish("a");
    publisher.publish("c", Loopback.frames(100));
    assertTrue(publisher.statistics().streamBytes() > 0);

    try (FrameSubscriber one = connect();
        FrameSubscriber two = connect()) {
      assertEquals(2, one.list().size());
      assertEquals(2, two.list().size());
      try (FrameSubscriber three = connect()) {
        assertTrue(
            assertThrows(TransportException.class, three::list)
                .getMessage()
                .endsWith("refuses: there are 2 receivers at this address already"));
      }
    }
    awaitReceivers(0);
    try (FrameSubscriber again = connect()) {
      assertEquals(2, again.list().size());
    }
  }

  @Test
  void twoHundredReconnectsAtOnce() throws Exception {
    publisher.publish("x", Loopback.frames(50));
    List<FutureTask<Integer>> peers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      peers.add(
          Loopback.start(
              () -> {
                try (FrameSubscriber subscriber = connect()) {
                  return fetch(subscriber, "x").size();
                }
              }));
    }
    for (FutureTask<Integer> peer : peers) {
      assertEquals(50, peer.get(60, TimeUnit.SECONDS));
    }
    awaitReceivers(0);
  }

  @Test
  void deliversOverMutualTls(@TempDir Path directory) throws Exception {
    publisher.close();
    TestCertificates us = new TestCertificates(directory, "us");
    TestCertificates.Identity localhost = us.localhost();
    TestCertificates.Identity node = us.named("node-7");
    TlsOptions trusting = TlsOptions.defaults().withAuthorities(us.authority());
    publisher =
        bind(
            FramePublisherOptions.defaults()
                .withTls(trusting.withIdentity(localhost.chain(), localhost.key())));
    List<byte[]> frames = Loopback.frames(5_000);
    publisher.publish("x", frames);
    FrameSubscriberOptions mutual =
        OPTIONS.withTls(trusting.withIdentity(node.chain(), node.key()));
    try (FrameSubscriber subscriber = FrameSubscriber.connect(publisher.localAddress(), mutual)) {
      assertSame(frames, fetch(subscriber, "x"));
    }
    FrameSubscriberOptions nobody = OPTIONS.withTls(trusting);
    TransportException refused =
        assertThrows(
            TransportException.class,
            () -> FrameSubscriber.connect(publisher.localAddress(), nobody));
    assertTrue(
        refused.getMessage().endsWith("TLS: the other side asks for a certificate"),
        refused::getMessage);
    assertThrows(TransportException.class, this::connect);
    assertTrue(String.valueOf(refusals.poll(10, TimeUnit.SECONDS)).contains("TLS: "));
  }
}
