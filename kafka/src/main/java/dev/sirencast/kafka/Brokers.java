package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The brokers that an address names. */
final class Brokers {
  private static final int DEFAULT_PORT = 9092;
  private static final int MOST_MILLIS = 5_000;

  private Brokers() {}

  /**
   * The brokers as Kafka's clients want them.
   *
   * @throws IllegalArgumentException if one is no {@code HOST[:PORT]}
   */
  static List<String> bootstrap(LogAddress at) {
    List<String> servers = new ArrayList<>();
    for (String server : at.servers()) {
      InetSocketAddress broker = unresolved(server);
      servers.add(Utils.formatAddress(broker.getHostString(), broker.getPort()));
    }
    return servers;
  }

  private static InetSocketAddress unresolved(String server) {
    String address = server.matches(".*:\\d+") ? server : server + ":" + DEFAULT_PORT;
    @Nullable String host = Utils.getHost(address);
    @Nullable Integer port = Utils.getPort(address);
    if (host == null || port == null || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "'" + server + "' is no broker; expected HOST or HOST:PORT, the port 1 to 65535");
    }
    return InetSocketAddress.createUnresolved(host, port);
  }

  /**
   * Checks that one of them listens. Kafka's clients try for ever and say nothing of it.
   *
   * @throws TransportException if none does
   */
  static void requireReachable(LogAddress at, LogOptions options) throws TransportException {
    List<String> reasons = new ArrayList<>();
    for (String server : at.servers()) {
      InetSocketAddress broker = unresolved(server);
      try (Socket socket = new Socket()) {
        int patience = (int) Math.min(MOST_MILLIS, options.timeout().toMillis());
        InetSocketAddress to = new InetSocketAddress(broker.getHostString(), broker.getPort());
        if (to.isUnresolved()) {
          throw new UnknownHostException("no such host");
        }
        socket.connect(to, patience);
        return;
      } catch (IOException e) {
        reasons.add(server + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      }
    }
    throw new TransportException("no broker can be reached: " + String.join("; ", reasons), null);
  }
}
