package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.TestClock;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsOptions;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TCP with TLS between two endpoints: it works, and whom it keeps out. */
class TlsTransferTest {
  private static final List<byte[]> FRAMES = Loopback.frames(200);

  @TempDir private Path directory;
  private TestCertificates us;
  private TestCertificates others;
  private TestCertificates.Identity localhost;
  private TlsOptions server;
  private TlsOptions client;
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeCertificates() throws Exception {
    us = new TestCertificates(directory, "us");
    others = new TestCertificates(directory, "others");
    localhost = us.localhost();
    server = identity(TlsOptions.defaults(), localhost);
    client = TlsOptions.defaults().withAuthorities(us.authority());
  }

  @Test
  void deliversFramesBitExact() throws Exception {
    assertDelivers(server, client);
  }

  @Test
  void bothSidesProveThemselves() throws Exception {
    assertDelivers(
        server.withAuthorities(others.authority()), identity(client, others.named("node-7")));
  }

  @Test
  void edwardsKeysWorkOverTcp() throws Exception {
    assertDelivers(identity(TlsOptions.defaults(), us.edwards()), client);
  }

  @Test
  void aPinnedCertificateNeedsNoAuthority() throws Exception {
    assertDelivers(server, TlsOptions.defaults().withAuthorities(localhost.chain()));
  }

  @Test
  void case35AnotherHostIsRefusedUnlessItIsExpected() throws Exception {
    TlsOptions elsewhere = identity(TlsOptions.defaults(), us.named("picture.example"));
    assertDelivers(elsewhere, client.withPeerName("picture.example"));
    assertRefused("is for another host", "certificate_unknown", elsewhere, client);
  }

  @Test
  void case35UnknownAuthorityIsRefused() throws Exception {
    assertRefused(
        "the other side's certificate is of no authority in " + others.authority(),
        "does not accept our certificate",
        server,
        TlsOptions.defaults().withAuthorities(others.authority()));
    assertRefused(
        "is of no authority in this Java's certificate authorities",
        "does not accept our certificate",
        server,
        TlsOptions.defaults());
  }

  @Test
  void case35SenderWithoutCertificateIsRefusedWhereOneIsAskedFor() throws Exception {
    assertRefused(
        "the other side asks for a certificate",
        "the other side showed no certificate",
        server.withAuthorities(us.authority()),
        client);
  }

  /** It knows from the receiver's authorities that its certificate is of no use. */
  @Test
  void case35SenderOfAnotherAuthorityIsRefused() throws Exception {
    assertRefused(
        "the other side does not accept our certificate",
        "the other side showed no certificate",
        server.withAuthorities(us.authority()),
        identity(client, others.named("node-7")));
  }

  @Test
  void case08PlainOnThePortOfTlsIsRefused() throws Exception {
    try (FrameReceiver receiver = bind(Loopback.RECEIVER.withTls(server))) {
      Loopback.receive(receiver);
      TransportException thrown =
          assertThrows(
              TransportException.class,
              () ->
                  FrameSender.send(
                      receiver.localAddress(), Transport.TCP, FRAMES, Loopback.SENDER));
      assertTrue(thrown.getMessage().startsWith("no receiver at "), thrown.getMessage());
      assertRefusal("TLS: the other side does not speak it");
    }
  }

  @Test
  void case08TlsOnThePlainPortIsRefused() throws Exception {
    try (FrameReceiver receiver = bind(Loopback.RECEIVER)) {
      Loopback.receive(receiver);
      TransportException thrown =
          assertThrows(TransportException.class, () -> send(receiver, client));
      assertTrue(thrown.getMessage().contains("TLS: "), thrown.getMessage());
      assertRefusal("TLS-like greeting");
    }
  }

  @Test
  void case04SilenceInTheHandshakeEnds() throws Exception {
    TestClock clock = new TestClock();
    FrameReceiverOptions options =
        Loopback.RECEIVER
            .withTls(server)
            .withOnRefusal(refusals::add)
            .withTimeouts(Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(5));
    try (FrameReceiver receiver =
        FrameReceiver.bind(Loopback.ANY_PORT, Transport.TCP, options, clock.threads())) {
      Loopback.receive(receiver);
      try (Socket silent = new Socket()) {
        silent.connect(receiver.localAddress());
        Loopback.until(
            () -> {
              clock.advance(Duration.ofSeconds(5));
              return !refusals.isEmpty();
            },
            "it is refused");
        assertRefusal("in time");
        assertEquals(-1, silent.getInputStream().read());
      }
    }
  }

  private void assertDelivers(TlsOptions server, TlsOptions client) throws Exception {
    try (FrameReceiver receiver = bind(Loopback.RECEIVER.withTls(server))) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      assertEquals(FRAMES.size(), send(receiver, client).framesReceived());
      Loopback.Received received = Loopback.await(receiving);
      assertTrue(received.summary().isComplete());
      for (int i = 0; i < FRAMES.size(); i++) {
        assertArrayEquals(FRAMES.get(i), received.frames().get(i));
      }
    }
  }

  private void assertRefused(
      String atSender, String atReceiver, TlsOptions server, TlsOptions client) throws Exception {
    try (FrameReceiver receiver = bind(Loopback.RECEIVER.withTls(server))) {
      Loopback.receive(receiver);
      TransportException thrown =
          assertThrows(TransportException.class, () -> send(receiver, client));
      assertTrue(thrown.getMessage().contains(atSender), thrown.getMessage());
      assertEquals(1, thrown.getMessage().lines().count());
      assertRefusal(atReceiver);
    }
  }

  private void assertRefusal(String expected) throws InterruptedException {
    String refusal = refusals.poll(10, TimeUnit.SECONDS);
    assertTrue(refusal != null && refusal.contains(expected), "refusal: " + refusal);
  }

  private static SendSummary send(FrameReceiver receiver, TlsOptions tls) throws Exception {
    return FrameSender.send(
        new InetSocketAddress("localhost", receiver.port()),
        Transport.TCP,
        FRAMES,
        Loopback.SENDER.withTls(tls));
  }

  private FrameReceiver bind(FrameReceiverOptions options) throws Exception {
    return FrameReceiver.bind(
        Loopback.ANY_PORT, Transport.TCP, options.withOnRefusal(refusals::add));
  }

  private static TlsOptions identity(TlsOptions options, TestCertificates.Identity identity)
      throws Exception {
    return options.withIdentity(identity.chain(), identity.key());
  }
}
