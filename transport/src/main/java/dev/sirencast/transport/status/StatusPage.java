package dev.sirencast.transport.status;

import java.nio.charset.StandardCharsets;

/**
 * An answer over HTTP. Immutable.
 *
 * @param status HTTP's code, 200 to 599
 * @param type the media type, of some kind of text, without its charset: that is UTF-8
 * @param text the body
 */
public record StatusPage(int status, String type, String text) {
  /**
   * Checks the code, and that the type is one line.
   *
   * @throws IllegalArgumentException if not
   */
  public StatusPage {
    if (status < 200 || status > 599 || type.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("no answer over HTTP: " + status + ", " + type);
    }
  }

  /** The answer as it goes over the wire, after which the connection ends. */
  byte[] bytes(boolean withBody) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " "
                + (status < 300 ? "OK" : "No")
                + "\r\nContent-Type: "
                + type
                + "; charset=utf-8\r\nContent-Length: "
                + body.length
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + (withBody ? body.length : 0)];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, all.length - head.length);
    return all;
  }
}
