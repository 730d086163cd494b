package dev.sirencast.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A master that nobody reaches is told of before Spark has tried for a minute. */
class MastersTest {
  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void oneThatListensIsEnough() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String masters =
          "spark://127.0.0.1:" + closedPort() + ",127.0.0.1:" + listening.getLocalPort();
      assertDoesNotThrow(() -> Masters.requireReachable(masters));
    }
  }

  @Test
  void whereNoneListensEachIsNamed() throws IOException {
    String masters = "spark://127.0.0.1:" + closedPort() + ",no.such.host.invalid:7077";
    Exception refused =
        assertThrows(IllegalStateException.class, () -> Masters.requireReachable(masters));
    assertTrue(refused.getMessage().startsWith("no master can be reached: 127.0.0.1:"));
    assertTrue(refused.getMessage().endsWith("no.such.host.invalid:7077: no such host"));
  }

  @Test
  void otherClustersAreSparksToReach() {
    for (String master : new String[] {"local[*]", "yarn", "k8s://h:1", "spark://h", "spark://h:99999"}) {
      assertDoesNotThrow(() -> Masters.requireReachable(master), master);
    }
  }
}
