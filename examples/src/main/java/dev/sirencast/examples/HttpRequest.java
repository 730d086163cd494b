package dev.sirencast.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request, as far as a page and a WebSocket need it.
 *
 * @param webSocketKey the key of a client that asks for a WebSocket (RFC 6455, 4.1)
 */
record HttpRequest(Optional<String> webSocketKey) {
  private static final int MOST = 8_192;
  private static final Pattern KEY =
      Pattern.compile("(?im)^sec-websocket-key:\\s*([A-Za-z0-9+/=]{24})\\s*$");

  /** Reads to the empty line. */
  static HttpRequest read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() == MOST) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    String text = head.toString();
    if (!text.startsWith("GET ")) {
      throw new IOException("not a GET request");
    }
    Matcher key = KEY.matcher(text);
    return new HttpRequest(key.find() ? Optional.of(key.group(1)) : Optional.empty());
  }
}
