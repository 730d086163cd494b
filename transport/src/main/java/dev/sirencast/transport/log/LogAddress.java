package dev.sirencast.transport.log;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a log is, written {@code scheme://server[:port][,server[:port]...]/topic}.
 *
 * @param scheme the kind of log, in lower case
 * @param servers one or more, each as it is written
 * @param topic the log's name on them, without slashes
 */
public record LogAddress(String scheme, List<String> servers, String topic) {
  private static final Pattern ADDRESS =
      Pattern.compile("([a-z][a-z0-9+.-]*)://([^/\\s]+)/([^/\\s]+)");

  /** Copies the list. */
  public LogAddress {
    servers = List.copyOf(servers);
  }

  /** Whether a text is meant to be a log's address, and not a host's. */
  public static boolean isMeant(String text) {
    return text.contains("://");
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LogAddress parse(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address of a log; expected such as kafka://broker:9092/topic");
    }
    List<String> servers = List.of(parts.group(2).split(",", -1));
    if (servers.contains("")) {
      throw new IllegalArgumentException("'" + text + "': a server has no name");
    }
    return new LogAddress(parts.group(1), servers, parts.group(3));
  }

  @Override
  public String toString() {
    return scheme + "://" + String.join(",", servers) + "/" + topic;
  }
}
