package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may be connected. */
class AdmissionTest {
  private final Admission admission = new Admission(new FramePublisherOptions.Limits(100, 2, 1, 1));
  private final EmbeddedChannel socket = new EmbeddedChannel();

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private boolean admits(String address) throws UnknownHostException {
    Optional<String> obstacle = admission.admit(socket, InetAddress.getByName(address));
    obstacle.ifPresent(text -> assertEquals("there are 2 receivers at this address already", text));
    return obstacle.isEmpty();
  }

  @Test
  void oneAddressDoesNotTakeAllPlaces() throws Exception {
    assertTrue(admits("192.0.2.1") && admits("192.0.2.1"));
    assertTrue(!admits("192.0.2.1") && admits("192.0.2.2"));
    admission.left(InetAddress.getByName("192.0.2.1"));
    assertTrue(admits("192.0.2.1") && !admits("192.0.2.1"));
  }

  /** Who has one network of IPv6 has 2^64 addresses. */
  @Test
  void oneNetworkOfVersion6IsOneAddress() throws Exception {
    assertTrue(admits("2001:db8:0:1::1") && admits("2001:db8:0:1:ffff::2"));
    assertTrue(!admits("2001:db8:0:1::3") && admits("2001:db8:0:2::1"));
    admission.left(InetAddress.getByName("2001:db8:0:1::9"));
    assertTrue(admits("2001:db8:0:1::3"));
  }

  @Test
  void whereSocketsAreFewStrangersGiveWayToReceivers() throws Exception {
    admission.limitSockets(8);
    for (int i = 0; i < 7; i++) {
      assertTrue(admits("192.0.2." + i));
    }
    assertEquals(
        "there are 7 receivers already",
        admission.admit(socket, InetAddress.getByName("192.0.2.9")).orElseThrow());
    EmbeddedChannel first = new EmbeddedChannel();
    EmbeddedChannel second = new EmbeddedChannel();
    admission.arrived(first);
    assertTrue(first.isOpen());
    admission.arrived(second);
    assertTrue(!first.isOpen() && second.isOpen());
    first.finishAndReleaseAll();
    second.finishAndReleaseAll();
  }
}
