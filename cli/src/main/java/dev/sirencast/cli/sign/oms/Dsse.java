package dev.sirencast.cli.sign.oms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is signed of an envelope: its pre-authentication encoding (DSSE 1.0.2, protocol.md). */
final class Dsse {
  private Dsse() {}

  /**
   * Returns {@code DSSEv1 LENGTH TYPE LENGTH PAYLOAD}: lengths in bytes, as decimal numbers, and
   * one space between.
   */
  static byte[] encoding(String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + name.length + 32);
    out.writeBytes(ascii("DSSEv1 " + name.length + " "));
    out.writeBytes(name);
    out.writeBytes(ascii(" " + payload.length + " "));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
