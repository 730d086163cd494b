package dev.sirencast.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams sent over and over to whoever listens. */
class CarouselTest {
  private static final CarouselOptions FAST =
      CarouselOptions.defaults().withBitsPerSecond(20_000_000);
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withTimeout(Duration.ofSeconds(60));

  private FramePublisher publisher;

  @BeforeEach
  void bind() throws TransportException {
    publisher = FramePublisher.bind(Loopback.ANY_PORT, FramePublisherOptions.defaults());
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private static CarouselSubscriber join(InetSocketAddress at) throws TransportException {
    return CarouselSubscriber.join(at, Optional.empty(), OPTIONS);
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }
  }

  private static TreeMap<Integer, byte[]> fetch(CarouselSubscriber subscriber, BitSet present)
      throws IOException {
    TreeMap<Integer, byte[]> came = new TreeMap<>();
    FetchSummary summary =
        subscriber.fetch(
            "x",
            new FetchSink() {
              @Override
              public BitSet begin(StreamEntry stream) {
                return present;
              }

              @Override
              public void accept(int number, byte[] frame) {
                assertEquals(null, came.put(number, frame));
              }
            });
    assertEquals(came.size(), summary.frames());
    return came;
  }

  private static void assertWhole(List<byte[]> frames, TreeMap<Integer, byte[]> came) {
    assertEquals(frames.size(), came.size());
    came.forEach((number, frame) -> assertArrayEquals(frames.get(number), frame));
  }

  @Test
  void whoJoinsInTheMiddleGetsAll() throws Exception {
    List<byte[]> frames = Loopback.frames(1_500);
    publisher.publish("x", frames);
    publisher.publish("y", Loopback.frames(700));
    InetSocketAddress to = freeAddress();
    try (FrameCarousel carousel = FrameCarousel.start(publisher, to, FAST)) {
      while (carousel.datagrams() < 500) {
        Thread.sleep(1);
      }
      try (CarouselSubscriber subscriber = join(to)) {
        assertWhole(frames, fetch(subscriber, new BitSet()));
        assertEquals(publisher.entries(), subscriber.list());

        BitSet present = new BitSet();
        present.set(3, 1_490);
        TreeMap<Integer, byte[]> rest = fetch(subscriber, present);
        assertEquals(13, rest.size());
        rest.forEach((number, frame) -> assertArrayEquals(frames.get(number), frame));
        present.set(0, 1_500);
        assertEquals(0, fetch(subscriber, present).size());
      }
    }
  }

  @Test
  void whatIsLostComesInAnotherRound() throws Exception {
    List<byte[]> frames = Loopback.frames(400);
    publisher.publish("x", frames);
    UdpRelayOptions lossy =
        UdpRelayOptions.defaults()
            .withChannels(ChannelModel.parse("loss(30%)"), ChannelModel.parse("none"), 5);
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        UdpRelay relay = UdpRelay.bind(Loopback.ANY_PORT, subscriber.localAddress(), lossy);
        FrameCarousel carousel = FrameCarousel.start(publisher, relay.localAddress(), FAST)) {
      assertWhole(frames, fetch(subscriber, new BitSet()));
      assertTrue(carousel.datagrams() > 400);
    }
  }

  @Test
  void whatIsDamagedIsNotBelieved() throws Exception {
    List<byte[]> frames = Loopback.frames(300);
    publisher.publish("x", frames);
    UdpRelayOptions noisy =
        UdpRelayOptions.defaults()
            .withChannels(ChannelModel.parse("ber(2e-4)"), ChannelModel.parse("none"), 5);
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        UdpRelay relay = UdpRelay.bind(Loopback.ANY_PORT, subscriber.localAddress(), noisy);
        FrameCarousel carousel = FrameCarousel.start(publisher, relay.localAddress(), FAST)) {
      assertWhole(frames, fetch(subscriber, new BitSet()));
      assertTrue(subscriber.ignoredDatagrams() > 0);
      assertTrue(carousel.datagrams() > 300);
    }
  }

  @Test
  void streamsComeAndGo() throws Exception {
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        FrameCarousel carousel = FrameCarousel.start(publisher, subscriber.localAddress(), FAST)) {
      FutureTask<TreeMap<Integer, byte[]>> early =
          Loopback.start(() -> fetch(subscriber, new BitSet()));
      Thread.sleep(50);
      assertEquals(0, carousel.datagrams());
      List<byte[]> frames = Loopback.frames(100);
      publisher.publish("x", frames);
      assertWhole(frames, Loopback.await(early));
      publisher.unpublish("x");
      publisher.publish("a", Loopback.frames(30));
      while (!subscriber.list().equals(publisher.entries())) {
        Thread.sleep(1); // what was sent before is still under way
      }
      TransportException missing =
          assertThrows(TransportException.class, () -> fetch(subscriber, new BitSet()));
      assertTrue(
          missing.getMessage().endsWith("has no stream 'x', but 1 others"), missing::getMessage);
    }
  }

  @Test
  void aGroupHasManyListeners() throws Exception {
    NetworkInterface loopback =
        NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    InetSocketAddress group =
        new InetSocketAddress(InetAddress.getByName("239.255.77.1"), freeAddress().getPort());
    List<byte[]> frames = Loopback.frames(300);
    publisher.publish("x", frames);
    List<CarouselSubscriber> subscribers = new ArrayList<>();
    try (FrameCarousel carousel =
        FrameCarousel.start(publisher, group, FAST.withNetworkInterface(loopback))) {
      for (int i = 0; i < 3; i++) {
        subscribers.add(CarouselSubscriber.join(group, Optional.of(loopback), OPTIONS));
      }
      Thread.sleep(100);
      Assumptions.assumeTrue(carousel.datagrams() > 0, "the loopback interface does no multicast");
      for (CarouselSubscriber subscriber : subscribers) {
        assertWhole(frames, fetch(subscriber, new BitSet()));
      }
    } finally {
      subscribers.forEach(CarouselSubscriber::close);
    }
  }

  @Test
  void silenceEnds() throws Exception {
    try (CarouselSubscriber subscriber =
        CarouselSubscriber.join(
            Loopback.ANY_PORT, Optional.empty(), OPTIONS.withTimeout(Duration.ofMillis(300)))) {
      assertTrue(
          assertThrows(TransportException.class, subscriber::list)
              .getMessage()
              .endsWith("no description of another stream for 0.3 s"));
      assertTrue(
          assertThrows(TransportException.class, () -> fetch(subscriber, new BitSet()))
              .getMessage()
              .endsWith("no new packet of x for 0.3 s"));
    }
  }

  private static final String HEAD = "89534343";
  private static final String DIGEST = "AB".repeat(32);

  /** Stream x of 2 frames and 3 bytes. */
  private static final String STREAM =
      HEAD + "01 00000001" + DIGEST + "00000002 0000000000000003 78";

  private static final String ID = "AB".repeat(8);

  @ParameterizedTest
  @CsvSource({
    "''",
    "8953",
    "8953434601",
    "89534343",
    "8953434300",
    "8953434301",
    "8953434302 ABABABABABABABAB",
    "8953434302 ABABABABABABABAB 00000000",
    "8953434302 ABABABABABABABAB 00000002 AA",
    "8953434302 ABABABABABABABAB FFFFFFFF AA",
    "8953434302 ABABABABABABABAB 00000000 AABBCCDD",
    "8953434302 ABABABABABABABAC 00000000 AA",
    "8953434301 00000000 00",
    "8953434303 00000001 00"
  })
  void datagramsThatAreNoneAreIgnored(String hex) throws Exception {
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        DatagramSocket carousel = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      InetSocketAddress to = subscriber.localAddress();
      FutureTask<List<StreamEntry>> listing = Loopback.start(subscriber::list);
      for (int i = 0; !listing.isDone() && i < 2_000; i++) {
        send(carousel, to, STREAM);
        Thread.sleep(5);
      }
      // The request may not have reached the loop yet: everything repeats until it has.
      FutureTask<TreeMap<Integer, byte[]>> fetching =
          Loopback.start(() -> fetch(subscriber, new BitSet()));
      for (int i = 0; !fetching.isDone() && i < 2_000; i++) {
        send(carousel, to, hex);
        send(carousel, to, STREAM);
        send(stranger, to, STREAM.replace("78", "79"));
        send(stranger, to, HEAD + "02" + ID + "00000000 EE");
        send(carousel, to, hex);
        send(carousel, to, HEAD + "02" + ID + "00000001 BBCC");
        send(carousel, to, HEAD + "02" + ID + "00000000 AA");
        Thread.sleep(5);
      }
      TreeMap<Integer, byte[]> came = Loopback.await(fetching);
      assertArrayEquals(new byte[] {(byte) 0xAA}, came.get(0));
      assertArrayEquals(new byte[] {(byte) 0xBB, (byte) 0xCC}, came.get(1));
    }
  }

  @Test
  void anotherStreamOfThatNameEndsTheFetch() throws Exception {
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        DatagramSocket carousel = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      FutureTask<TreeMap<Integer, byte[]>> fetching =
          Loopback.start(() -> fetch(subscriber, new BitSet()));
      for (int i = 0; !fetching.isDone() && i < 2_000; i++) {
        send(carousel, subscriber.localAddress(), STREAM);
        send(carousel, subscriber.localAddress(), STREAM.replace("ABAB", "ABAC"));
        Thread.sleep(5);
      }
      Exception failure = assertThrows(Exception.class, () -> Loopback.await(fetching));
      assertTrue(failure.getMessage().contains("x has become another stream"));
    }
  }

  private static void send(DatagramSocket socket, InetSocketAddress to, String hex)
      throws IOException {
    ByteBuf datagram = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    byte[] bytes = new byte[datagram.readableBytes() + CarouselWire.CRC_BYTES];
    CarouselWire.seal(Unpooled.wrappedBuffer(bytes).writerIndex(0).writeBytes(datagram));
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }
}
