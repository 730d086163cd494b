package dev.sirencast.cli.base;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** An address written {@code HOST:PORT}; without a host it is this machine's loopback. */
public final class SocketAddressArgument {
  private static final int MAX_PORT = 65_535;

  private SocketAddressArgument() {}

  /**
   * Returns the address.
   *
   * @throws CommandException if the text is none, or the host is not known
   */
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? -1 : port(text.substring(colon + 1));
    if (port < 0) {
      throw CommandException.usage(
          "'" + text + "' is not an address; expected HOST:PORT or :PORT, the port 1 to 65535",
          null);
    }
    String host = text.substring(0, colon);
    if (host.isEmpty()) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw CommandException.failure(host + ": no such host", e);
    }
  }

  /**
   * Returns where to listen: without a host at all loopback addresses that this machine has, since
   * {@code localhost} may be either of them to a peer.
   *
   * @throws CommandException as {@link #parse}
   */
  public static List<InetSocketAddress> listening(String text) {
    InetSocketAddress first = parse(text);
    if (!text.startsWith(":")) {
      return List.of(first);
    }
    List<InetSocketAddress> all = new ArrayList<>(List.of(first));
    for (String loopback : new String[] {"127.0.0.1", "::1"}) {
      try {
        InetAddress address = InetAddress.getByName(loopback);
        if (!address.equals(first.getAddress())
            && NetworkInterface.getByInetAddress(address) != null) {
          all.add(new InetSocketAddress(address, first.getPort()));
        }
      } catch (UnknownHostException | SocketException e) {
        // This machine does not have it.
      }
    }
    return List.copyOf(all);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= MAX_PORT ? port : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
