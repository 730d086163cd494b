package dev.sirencast.transport.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.SendSummary;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any two programs, here plain sockets, with the relay between them. */
class UdpRelayTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ChannelModel CLEAN = ChannelModel.parse("none");

  private final TestClock clock = new TestClock();
  private DatagramSocket target;
  private DatagramSocket client;

  @BeforeEach
  void open() throws IOException {
    target = socket();
    client = socket();
  }

  @AfterEach
  void close() {
    target.close();
    client.close();
  }

  @Test
  void damageIsWhatTheModelPredicts() throws Exception {
    // Holds back a dozen at a time: more at once would overflow the kernel's buffer of the target.
    ChannelModel channel = ChannelModel.parse("dup(5%); ge(p=5%,r=30%); ber(1e-3); delay(200us)");
    List<byte[]> frames = Loopback.frames(400);
    try (UdpRelay relay = relay(UdpRelayOptions.defaults().withChannels(channel, CLEAN, 77))) {
      List<byte[]> expected = channel.transmit(frames, 77);
      FutureTask<List<String>> receiving = Loopback.start(() -> receive(expected.size()));
      for (int i = 0; i < frames.size(); i++) {
        send(client, frames.get(i), relay);
        if (i % 20 == 19) {
          awaitReceived(relay, i + 1);
        }
      }
      assertEquals(
          expected.stream().map(HexFormat.of()::formatHex).toList(), Loopback.await(receiving));

      UdpRelaySummary summary = relay.finish(SECOND);
      assertEquals(400, summary.forward().received());
      assertEquals(expected.size(), summary.forward().sent());
      assertEquals(400, summary.forward().channel().offered());
      assertEquals(expected.size(), summary.forward().channel().delivered());
      assertTrue(summary.forward().channel().missing() > 0);
      assertEquals(1, summary.clients());
    }
  }

  @Test
  void repliesReachTheirClientAndAreDamagedOnRequest() throws Exception {
    ChannelModel flips = ChannelModel.parse("ber(100%)");
    try (UdpRelay relay =
            relay(UdpRelayOptions.defaults().withChannels(CLEAN, flips, 1).withHeaderBytes(1));
        DatagramSocket other = socket()) {
      send(client, new byte[] {1, 2}, relay);
      send(other, new byte[] {3, 4}, relay);
      for (int i = 0; i < 2; i++) {
        echo(target);
      }
      assertArrayEquals(new byte[] {1, (byte) ~2}, receive(client));
      assertArrayEquals(new byte[] {3, (byte) ~4}, receive(other));

      UdpRelaySummary summary = relay.finish(SECOND);
      assertEquals(2, summary.clients());
      assertEquals(2, summary.reverse().received());
      assertEquals(2, summary.reverse().channel().damaged());
      assertEquals(0, summary.forward().channel().damaged());
    }
  }

  @Test
  void case32LargestDatagramPassesAndAnEmptyOneIsCounted() throws Exception {
    try (UdpRelay relay = relay(UdpRelayOptions.defaults())) {
      byte[] largest = new byte[65_507];
      Arrays.fill(largest, (byte) 7);
      send(client, new byte[0], relay);
      send(client, largest, relay);
      assertArrayEquals(largest, receive(target));
      assertEquals(2, relay.summary().forward().received());
      assertEquals(1, relay.summary().forward().unsent());
    }
  }

  @Test
  void realDelayTakesItsTime() throws Exception {
    ChannelModel delay = ChannelModel.parse("delay(80s)");
    try (UdpRelay relay =
        relay(
            UdpRelayOptions.defaults()
                .withChannels(delay, delay, 1)
                .withClock(true, 100_000_000)
                .withLimits(1, 1 << 20, Duration.ofHours(1)))) {
      send(client, new byte[] {1}, relay);
      Loopback.until(() -> requests(relay) == 1, "the relay holds the datagram");
      clock.advance(Duration.ofSeconds(20));
      assertEquals(0, relay.summary().forward().sent());
      clock.advance(Duration.ofSeconds(60));
      echo(target);
      Loopback.until(() -> replies(relay) == 1, "the reply comes");
      clock.advance(Duration.ofSeconds(20));
      assertEquals(0, relay.summary().reverse().sent());
      clock.advance(Duration.ofSeconds(60));
      receive(client);
      UdpRelaySummary summary = relay.finish(SECOND);
      assertTrue(summary.forward().channel().delays().quantileSeconds(0.5) >= 80);
      assertTrue(summary.reverse().channel().delays().quantileSeconds(0.5) >= 80);
    }
  }

  /** Datagrams of clients that the relay is done with for now: counted on its own thread. */
  private static long requests(UdpRelay relay) {
    try {
      return relay.summary().forward().received();
    } catch (TransportException e) {
      throw new AssertionError(e);
    }
  }

  private static long replies(UdpRelay relay) {
    try {
      return relay.summary().reverse().received();
    } catch (TransportException e) {
      throw new AssertionError(e);
    }
  }

  /** On the virtual clock nothing but another datagram, or silence, moves what is held back. */
  @Test
  void virtualDelayOnlyDecidesOnTheOrder() throws Exception {
    ChannelModel delay = ChannelModel.parse("delay(1000s)");
    try (UdpRelay relay = relay(UdpRelayOptions.defaults().withChannels(delay, CLEAN, 1))) {
      send(client, new byte[] {1}, relay);
      assertArrayEquals(new byte[] {1}, receive(target));
      assertEquals(1000, relay.finish(SECOND).forward().channel().delays().maxSeconds(), 1e-6);
    }
  }

  @Test
  void case36HeldBytesAreBounded() throws Exception {
    ChannelModel delay = ChannelModel.parse("delay(60s)");
    UdpRelayOptions options =
        UdpRelayOptions.defaults()
            .withChannels(delay, CLEAN, 1)
            .withClock(true, 100_000_000)
            .withLimits(1, 65_536, SECOND);
    try (UdpRelay relay = relay(options)) {
      for (int i = 0; i < 100; i++) {
        send(client, new byte[1_000], relay);
        awaitReceived(relay, i + 1);
      }
      UdpRelaySummary summary = relay.finish(Duration.ofMillis(1));
      assertEquals(100, summary.forward().received());
      assertEquals(48, summary.forward().overflowed());
      assertEquals(52, summary.forward().channel().offered());
    }
  }

  @Test
  void case25ClientsAreBoundedAndForgottenWhenIdle() throws Exception {
    UdpRelayOptions options =
        UdpRelayOptions.defaults().withLimits(1, 1 << 20, Duration.ofSeconds(60));
    try (UdpRelay relay = relay(options);
        DatagramSocket other = socket()) {
      send(client, new byte[] {1}, relay);
      assertArrayEquals(new byte[] {1}, receive(target));
      send(other, new byte[] {2}, relay);
      awaitReceived(relay, 2);
      assertEquals(1, relay.summary().refused());
      clock.advance(Duration.ofSeconds(61)); // the relay looks a millisecond late
      send(other, new byte[] {3}, relay);
      assertArrayEquals(new byte[] {3}, receive(target));

      UdpRelaySummary summary = relay.finish(SECOND);
      assertEquals(2, summary.clients());
      assertEquals(2, summary.forward().received());
    }
  }

  @Test
  void targetThatIsGoneDoesNotEndTheRelay() throws Exception {
    try (UdpRelay relay = relay(UdpRelayOptions.defaults())) {
      InetSocketAddress at = (InetSocketAddress) target.getLocalSocketAddress();
      target.close();
      for (int i = 0; i < 5; i++) {
        send(client, new byte[] {1}, relay);
        awaitReceived(relay, i + 1);
      }
      target = new DatagramSocket(at);
      target.setSoTimeout(5_000);
      // What the system said of the last one may still be on its way, and takes the next with it.
      for (byte i = 0; i < 3; i++) {
        send(client, new byte[] {2}, relay);
      }
      assertArrayEquals(new byte[] {2}, receive(target));
    }
  }

  @Test
  void recordingReplaysTheSameDamage() throws Exception {
    ChannelModel channel = ChannelModel.parse("loss(30%); ber(1e-2)");
    try (UdpRelay relay =
        relay(UdpRelayOptions.defaults().withChannels(channel, CLEAN, 3).withRecording(true))) {
      for (int i = 0; i < 50; i++) {
        send(client, new byte[100], relay);
        awaitReceived(relay, i + 1);
      }
      UdpRelaySummary summary = relay.finish(SECOND);
      assertEquals(50, summary.trace().orElseThrow().frames());
      assertEquals(
          summary.forward().channel().delivered(), summary.trace().orElseThrow().arrivals());
    }
  }

  @Test
  void transferThroughTheRelayArrives() throws Exception {
    List<byte[]> frames = Loopback.frames(300);
    ChannelModel lossy = ChannelModel.parse("loss(10%); delay(5ms,jitter=2ms)");
    try (FrameReceiver receiver =
            FrameReceiver.bind(Loopback.ANY_PORT, Transport.UDP, Loopback.RECEIVER);
        UdpRelay relay =
            UdpRelay.bind(
                Loopback.ANY_PORT,
                receiver.localAddress(),
                UdpRelayOptions.defaults()
                    .withChannels(lossy, ChannelModel.parse("loss(10%)"), 5)
                    .withClock(true, 100_000_000))) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          FrameSender.send(relay.localAddress(), Transport.UDP, frames, Loopback.SENDER);
      Loopback.Received received = Loopback.await(receiving);

      UdpRelaySummary summary = relay.finish(SECOND);
      assertEquals(300, sent.frames());
      assertTrue(received.summary().isComplete());
      assertTrue(received.frames().size() < 300 && received.frames().size() > 200);
      // The end mark overtakes the last frames, which the receiver takes without saying so.
      assertTrue(sent.framesReceived() <= received.frames().size());
      assertTrue(summary.forward().channel().lost() > 0);
      assertEquals(1, summary.clients());
    }
  }

  @Test
  void aGroupMayBeTheTarget() throws Exception {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    try (MulticastSocket listener = new MulticastSocket(0)) {
      InetSocketAddress group =
          new InetSocketAddress(InetAddress.getByName("239.255.77.2"), listener.getLocalPort());
      Loopback.assumeMulticast(group, loopback);
      listener.joinGroup(group, loopback);
      listener.setSoTimeout(5_000);
      UdpRelayOptions options = UdpRelayOptions.defaults().withNetworkInterface(loopback);
      try (UdpRelay relay = UdpRelay.bind(Loopback.ANY_PORT, group, options)) {
        send(client, new byte[] {7, 8}, relay);
        byte[] came = receive(listener);
        while (came.length == 1) {
          came = receive(listener); // the probe
        }
        assertArrayEquals(new byte[] {7, 8}, came);
      }
    }
  }

  @Test
  void refusesItselfAsTarget() {
    InetSocketAddress at = new InetSocketAddress(LOOPBACK, 47_471);
    TransportException e =
        assertThrows(
            TransportException.class, () -> UdpRelay.bind(at, at, UdpRelayOptions.defaults()));
    assertEquals("a relay at 127.0.0.1:47471 cannot have itself as its target", e.getMessage());
  }

  @Test
  void optionsSayWhichRangeIsExceeded() {
    UdpRelayOptions options = UdpRelayOptions.defaults();
    assertRefused(
        "a relay has 1 to 4096 clients, got 0", () -> options.withLimits(0, 65_536, SECOND));
    assertRefused(
        "a relay may hold 65536 bytes or more, got 1", () -> options.withLimits(1, 1, SECOND));
    assertRefused(
        "the idle timeout must be 1 ms to 1 day, got PT0S",
        () -> options.withLimits(1, 65_536, Duration.ZERO));
    assertRefused("a header has 0 bytes or more, got -1", () -> options.withHeaderBytes(-1));
    assertRefused(
        "the pace must be 1000 bits per second or more, got 1", () -> options.withClock(false, 1));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  private UdpRelay relay(UdpRelayOptions options) throws IOException {
    return UdpRelay.bind(
        Loopback.ANY_PORT,
        (InetSocketAddress) target.getLocalSocketAddress(),
        options,
        clock.threads());
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void send(DatagramSocket from, byte[] bytes, UdpRelay relay) throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length, relay.localAddress()));
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no datagram came", e);
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private List<String> receive(int count) throws IOException {
    List<String> received = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      received.add(HexFormat.of().formatHex(receive(target)));
    }
    return received;
  }

  private static void echo(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.receive(packet);
    socket.send(packet);
  }

  /** Keeps a burst from overflowing the kernel's buffers. */
  private static void awaitReceived(UdpRelay relay, long count) {
    Loopback.until(() -> relay.received() >= count, "the relay receives datagram " + count);
  }
}
