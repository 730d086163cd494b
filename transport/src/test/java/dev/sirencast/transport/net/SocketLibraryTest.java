package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.transfer.FrameReceiver;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SocketLibraryTest {
  @Test
  void nativeSocketsAreUsedWhereTheyAreThere() {
    SocketLibrary expected = Epoll.isAvailable() ? SocketLibrary.EPOLL : SocketLibrary.NIO;
    assertEquals(expected, SocketLibrary.best());
    assertEquals(expected.name().toLowerCase(Locale.ROOT), Transport.socketLibrary());
  }

  @Test
  void portInUseReadsTheSame() throws Exception {
    try (FrameReceiver first =
        FrameReceiver.bind(Loopback.ANY_PORT, Transport.TCP, Loopback.RECEIVER)) {
      TransportException thrown =
          assertThrows(
              TransportException.class,
              () ->
                  FrameReceiver.bind(first.localAddress(), Transport.TCP, Loopback.RECEIVER)
                      .close());
      assertTrue(thrown.getMessage().endsWith(": the port is in use"), thrown.getMessage());
    }
  }

  @Test
  void systemCallsAreNotNamed() {
    assertEquals(
        "Address family not supported",
        Failures.reason(
            new IOException("connect(..) failed with error(-97): Address family not supported")));
    assertEquals("Broken pipe", Failures.reason(new IOException("Broken pipe")));
  }
}
