package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.relay.UdpRelay;
import dev.sirencast.transport.relay.UdpRelayOptions;
import dev.sirencast.transport.tls.TlsOptions;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QUIC between two endpoints. */
class QuicTransferTest {
  @TempDir private Path directory;
  private TestCertificates us;
  private TestCertificates others;
  private TlsOptions server;
  private TlsOptions client;
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeCertificates() throws Exception {
    us = new TestCertificates(directory, "us");
    others = new TestCertificates(directory, "others");
    server = identity(TlsOptions.defaults(), us.localhost());
    client = TlsOptions.defaults().withAuthorities(us.authority());
  }

  /** Far more than the native queue holds, faster than any pace: none vanishes. */
  @Test
  void noDatagramVanishesWithoutAPace() throws Exception {
    List<byte[]> frames = Loopback.frames(5_000);
    try (FrameReceiver receiver = bind(server)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          send(receiver, frames, Loopback.SENDER.withUdpBitsPerSecond(100_000_000_000L), client);
      Loopback.Received received = Loopback.await(receiving);

      assertEquals(5_000, sent.frames());
      assertEquals(5_000, sent.framesReceived());
      assertSame(frames, received.frames());
      assertEquals(OptionalLong.of(5_000), received.summary().framesSent());
      assertTrue(received.summary().isComplete());
    }
  }

  @Test
  void bothSidesProveThemselves() throws Exception {
    List<byte[]> frames = Loopback.frames(50);
    try (FrameReceiver receiver = bind(server.withAuthorities(others.authority()))) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      send(receiver, frames, Loopback.SENDER, identity(client, others.named("node-7")));
      assertSame(frames, Loopback.await(receiving).frames());
    }
  }

  /** The stream takes what was asked for and what a datagram cannot hold. */
  @Test
  void reliableAndLongFramesDoNotPassAsDatagrams() throws Exception {
    byte[] manifest = {1, 2, 3};
    byte[] longer = new byte[2_000];
    longer[1_999] = 9;
    List<byte[]> frames = new ArrayList<>();
    frames.add(manifest);
    frames.add(longer);
    frames.addAll(Loopback.frames(100));
    try (FrameReceiver receiver = bind(server)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          send(
              receiver,
              frames,
              Loopback.SENDER
                  .withReliable(frame -> frame == manifest || frame == longer)
                  .withChannel(ChannelModel.parse("loss(100%)"), 1, 0),
              client);
      Loopback.Received received = Loopback.await(receiving);
      assertEquals(2, sent.framesReceived());
      assertEquals(100, sent.channel().lost());
      assertSame(List.of(manifest, longer), received.frames());
    }
  }

  /** A network that loses packets loses datagrams, and neither the stream nor the account. */
  @Test
  void lossyNetworkLosesDatagramsAlone() throws Exception {
    List<byte[]> frames = Loopback.frames(1_000);
    byte[] manifest = frames.get(0);
    UdpRelayOptions lossy =
        UdpRelayOptions.defaults()
            .withChannels(ChannelModel.parse("loss(5%)"), ChannelModel.parse("loss(5%)"), 3);
    try (FrameReceiver receiver = bind(server);
        UdpRelay relay = UdpRelay.bind(Loopback.ANY_PORT, receiver.localAddress(), lossy)) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SendSummary sent =
          FrameSender.send(
              new InetSocketAddress("localhost", relay.localAddress().getPort()),
              Transport.QUIC,
              frames,
              Loopback.SENDER
                  .withTimeout(Duration.ofSeconds(15))
                  .withReliable(frame -> frame == manifest)
                  .withTls(client));
      Loopback.Received received = Loopback.await(receiving);
      assertEquals(1_000, sent.frames());
      assertEquals(received.frames().size(), sent.framesReceived());
      assertTrue(sent.framesReceived() >= 800 && sent.framesReceived() < 1_000);
      assertTrue(received.frames().stream().anyMatch(f -> Arrays.equals(f, manifest)));
    }
  }

  @Test
  void case35UnknownAuthorityIsRefused() throws Exception {
    assertRefused(
        "is of no authority in " + others.authority(),
        server,
        TlsOptions.defaults().withAuthorities(others.authority()));
  }

  @Test
  void case35AnotherHostIsRefused() throws Exception {
    assertRefused(
        "is for another host",
        identity(TlsOptions.defaults(), us.named("picture.example")),
        client);
  }

  @Test
  void case35SenderWithoutCertificateIsRefusedWhereOneIsAskedFor() throws Exception {
    assertRefused("TLS", server.withAuthorities(us.authority()), client);
    String refusal = refusals.poll(10, TimeUnit.SECONDS);
    assertTrue(refusal != null && refusal.contains("TLS: "), "refusal: " + refusal);
  }

  /** Noise on the port, some of it like the beginning of a connection. */
  @Test
  void case32And34StrangersKeepNoSenderOut() throws Exception {
    List<byte[]> frames = Loopback.frames(50);
    try (FrameReceiver receiver = bind(server);
        DatagramSocket stranger = new DatagramSocket()) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      SplittableRandom random = new SplittableRandom(1);
      for (int length : new int[] {0, 1, 20, 1_200, 9_000}) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        stranger.send(new DatagramPacket(noise, length, receiver.localAddress()));
        if (length > 0) {
          noise[0] = (byte) 0xC0; // as a first packet of QUIC begins
          stranger.send(new DatagramPacket(noise, length, receiver.localAddress()));
        }
      }
      assertEquals(50, send(receiver, frames, Loopback.SENDER, client).framesReceived());
      assertSame(frames, Loopback.await(receiving).frames());
    }
  }

  @Test
  void nobodyThereIsSaidAfterTheTimeout() throws Exception {
    try (DatagramSocket deaf = new DatagramSocket(0, Loopback.ANY_PORT.getAddress())) {
      TestClock clock = new TestClock();
      Duration patience = Duration.ofSeconds(30);
      FutureTask<SendSummary> sending =
          Loopback.start(
              () -> {
                try (IoThreads io = clock.threads()) {
                  return FrameSender.send(
                      new InetSocketAddress("localhost", deaf.getLocalPort()),
                      Transport.QUIC,
                      Loopback.frames(1),
                      Loopback.SENDER.withTimeout(patience).withTls(client),
                      io);
                }
              });
      deaf.receive(new DatagramPacket(new byte[2_000], 2_000));
      clock.runOut(patience, sending);
      Throwable thrown =
          assertThrows(ExecutionException.class, () -> Loopback.await(sending)).getCause();
      assertTrue(thrown.getMessage().startsWith("no receiver answered at "), thrown.getMessage());
    }
  }

  @Test
  void keysThatTheLibraryDoesNotKnowAreRefused() throws Exception {
    TlsOptions edwards = identity(TlsOptions.defaults(), us.edwards());
    TransportException thrown = assertThrows(TransportException.class, () -> bind(edwards));
    assertTrue(
        thrown.getMessage().startsWith("QUIC takes certificates with EC and RSA keys, got EdDSA"),
        thrown.getMessage());
  }

  @Test
  void listeningNeedsAnIdentity() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FrameReceiver.bind(Loopback.ANY_PORT, Transport.QUIC, Loopback.RECEIVER));
  }

  private void assertRefused(String expected, TlsOptions server, TlsOptions client)
      throws Exception {
    try (FrameReceiver receiver = bind(server)) {
      Loopback.receive(receiver);
      TransportException thrown =
          assertThrows(
              TransportException.class,
              () -> send(receiver, Loopback.frames(10), Loopback.SENDER, client));
      assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
      assertEquals(1, thrown.getMessage().lines().count());
    }
  }

  /** In any order: datagrams may overtake each other. */
  private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
    List<byte[]> left = expected.stream().sorted(Arrays::compare).toList();
    List<byte[]> right = actual.stream().sorted(Arrays::compare).toList();
    assertEquals(left.size(), right.size());
    for (int i = 0; i < left.size(); i++) {
      assertArrayEquals(left.get(i), right.get(i));
    }
  }

  private static SendSummary send(
      FrameReceiver receiver, List<byte[]> frames, FrameSenderOptions options, TlsOptions tls)
      throws Exception {
    return FrameSender.send(
        new InetSocketAddress("localhost", receiver.port()),
        Transport.QUIC,
        frames,
        options.withTls(tls));
  }

  private FrameReceiver bind(TlsOptions tls) throws Exception {
    return FrameReceiver.bind(
        Loopback.ANY_PORT,
        Transport.QUIC,
        Loopback.RECEIVER.withTls(tls).withOnRefusal(refusals::add));
  }

  private static TlsOptions identity(TlsOptions options, TestCertificates.Identity identity)
      throws Exception {
    return options.withIdentity(identity.chain(), identity.key());
  }
}
