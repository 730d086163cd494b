package dev.sirencast.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's side of a WebSocket that only sends (RFC 6455). */
final class WebSocketOutput {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int SHORT = 126;
  private static final int LONG = 127;

  private final OutputStream out;

  private WebSocketOutput(OutputStream out) {
    this.out = out;
  }

  /** Answers the handshake. */
  static WebSocketOutput accept(OutputStream out, String key) throws IOException {
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + acceptance(key)
            + "\r\n\r\n";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return new WebSocketOutput(out);
  }

  /** What proves that the server understood the key. */
  static String acceptance(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  void text(String words) throws IOException {
    frame(FINAL_TEXT, words.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] bytes) throws IOException {
    frame(FINAL_BINARY, bytes);
  }

  /** Says that nothing more comes. */
  void close() throws IOException {
    frame(FINAL_CLOSE, new byte[] {0x03, (byte) 0xe8});
  }

  private void frame(int kind, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(kind);
    if (payload.length < SHORT) {
      frame.write(payload.length);
    } else {
      boolean isShort = payload.length < 1 << 16;
      frame.write(isShort ? SHORT : LONG);
      for (int shift = isShort ? 8 : 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(payload);
    frame.writeTo(out);
    out.flush();
  }
}
