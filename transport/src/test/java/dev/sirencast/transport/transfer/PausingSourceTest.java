package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.tls.TlsOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames of a live source, and receivers with several addresses. */
class PausingSourceTest {
  @TempDir private Path directory;
  private TlsOptions server;
  private TlsOptions client;

  @BeforeEach
  void makeCertificates() throws Exception {
    TestCertificates us = new TestCertificates(directory, "us");
    TestCertificates.Identity identity = us.localhost();
    server = TlsOptions.defaults().withIdentity(identity.chain(), identity.key());
    client = TlsOptions.defaults().withAuthorities(us.authority()).withPeerName("localhost");
  }

  /** Gives the next frame when the one before has arrived: a batch that waits waits for ever. */
  private record Live(List<byte[]> frames, Semaphore arrived) implements Iterable<byte[]> {
    @Override
    public Iterator<byte[]> iterator() {
      Iterator<byte[]> all = frames.iterator();
      arrived.release();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public byte[] next() {
          try {
            assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS), "the frame before came to nobody");
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return all.next();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void deliversEachFrameBeforeTheNextIsThere(Transport transport) throws Exception {
    List<byte[]> frames = Loopback.frames(5);
    Semaphore arrived = new Semaphore(0);
    try (FrameReceiver receiver =
        FrameReceiver.bind(Loopback.ANY_PORT, transport, receiving(transport))) {
      FutureTask<Loopback.Received> receiving =
          Loopback.receive(receiver, frame -> arrived.release());
      FrameSender.send(
          receiver.localAddress(), transport, new Live(frames, arrived), sending(transport));

      List<byte[]> received = Loopback.await(receiving).frames();
      assertEquals(5, received.size());
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(frames.get(i), received.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void listensAtBothLoopbackAddresses(Transport transport) throws Exception {
    InetAddress six = InetAddress.getByName("::1");
    Assumptions.assumeTrue(NetworkInterface.getByInetAddress(six) != null, "no IPv6 here");
    List<InetSocketAddress> both =
        List.of(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
            new InetSocketAddress(six, 0));
    for (InetSocketAddress at : both) {
      try (FrameReceiver receiver = FrameReceiver.bind(both, transport, receiving(transport))) {
        FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
        FrameSender.send(
            new InetSocketAddress(at.getAddress(), receiver.port()),
            transport,
            Loopback.frames(3),
            sending(transport));
        assertEquals(3, Loopback.await(receiving).frames().size());
      }
    }
  }

  private FrameReceiverOptions receiving(Transport transport) {
    return transport == Transport.QUIC ? Loopback.RECEIVER.withTls(server) : Loopback.RECEIVER;
  }

  private FrameSenderOptions sending(Transport transport) {
    return transport == Transport.QUIC ? Loopback.SENDER.withTls(client) : Loopback.SENDER;
  }
}
