package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.relay.UdpRelay;
import dev.sirencast.transport.relay.UdpRelayOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    return CarouselSubscriber.join(at, ListenOptions.defaults(), OPTIONS);
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
      Loopback.until(() -> carousel.datagrams() >= 500, "500 datagrams are sent");
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
  void nothingIsSentWhereNothingIsPublished() throws Exception {
    CarouselRounds rounds = new CarouselRounds(publisher.catalog(), true);
    assertNull(rounds.next());
    publisher.publish("x", Loopback.frames(1));
    assertNotNull(rounds.next());
  }

  @Test
  void streamsComeAndGo() throws Exception {
    try (CarouselSubscriber subscriber = join(Loopback.ANY_PORT);
        FrameCarousel carousel = FrameCarousel.start(publisher, subscriber.localAddress(), FAST)) {
      FutureTask<TreeMap<Integer, byte[]>> early =
          Loopback.start(() -> fetch(subscriber, new BitSet()));
      assertEquals(0, carousel.datagrams());
      List<byte[]> frames = Loopback.frames(100);
      publisher.publish("x", frames);
      assertWhole(frames, Loopback.await(early));
      publisher.unpublish("x");
      publisher.publish("a", Loopback.frames(30));
      awaitList(subscriber); // what was sent before is still under way
      TransportException missing =
          assertThrows(TransportException.class, () -> fetch(subscriber, new BitSet()));
      assertTrue(
          missing.getMessage().endsWith("has no stream 'x', but 1 others"), missing::getMessage);
    }
  }

  private void awaitList(CarouselSubscriber subscriber) throws TransportException {
    for (int i = 0; !subscriber.list().equals(publisher.entries()); i++) {
      assertTrue(i < 1_000, "the carousel goes on with what is not published any more");
    }
  }

  @Test
  void aGroupHasManyListeners() throws Exception {
    NetworkInterface loopback =
        NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    InetSocketAddress group =
        new InetSocketAddress(InetAddress.getByName("239.255.77.1"), freeAddress().getPort());
    Loopback.assumeMulticast(group, loopback);
    List<byte[]> frames = Loopback.frames(300);
    publisher.publish("x", frames);
    List<CarouselSubscriber> subscribers = new ArrayList<>();
    try (FrameCarousel carousel =
        FrameCarousel.start(publisher, group, FAST.withNetworkInterface(loopback))) {
      for (int i = 0; i < 3; i++) {
        subscribers.add(
            CarouselSubscriber.join(
                group, ListenOptions.defaults().withNetworkInterface(loopback), OPTIONS));
      }
      for (CarouselSubscriber subscriber : subscribers) {
        assertWhole(frames, fetch(subscriber, new BitSet()));
      }
      assertTrue(carousel.datagrams() >= 300);
    } finally {
      subscribers.forEach(CarouselSubscriber::close);
    }
  }
}
