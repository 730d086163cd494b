package dev.sirencast.spark.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The masters of a standalone cluster, of which one at least has to listen. */
final class Masters {
  private static final String SCHEME = "spark://";
  private static final Pattern MASTER = Pattern.compile("(\\S+):(\\d{1,5})");
  private static final int MOST_MILLIS = 5_000;

  private Masters() {}

  /**
   * Checks that one of them listens. Spark tries for a minute, which no setting of its own shortens.
   *
   * @param master as Spark names it; of other kinds than {@code spark://} nothing is known
   * @throws IllegalStateException if none does
   */
  static void requireReachable(String master) {
    if (!master.startsWith(SCHEME)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : master.substring(SCHEME.length()).split(",")) {
      Matcher matcher = MASTER.matcher(address);
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
        return; // Spark says what is wrong with it
      }
      try {
        connect(matcher.group(1), Integer.parseInt(matcher.group(2)));
        return;
      } catch (IOException e) {
        reasons.add(address + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      }
    }
    throw new IllegalStateException("no master can be reached: " + String.join("; ", reasons));
  }

  private static void connect(String host, int port) throws IOException {
    InetSocketAddress to = new InetSocketAddress(host, port);
    if (to.isUnresolved()) {
      throw new UnknownHostException("no such host");
    }
    try (Socket socket = new Socket()) {
      socket.connect(to, MOST_MILLIS);
    }
  }
}
