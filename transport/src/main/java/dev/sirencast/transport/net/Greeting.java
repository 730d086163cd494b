package dev.sirencast.transport.net;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The first bytes each side sends, over TCP in both directions and in UDP's HELLO and HELLO_ACK.
 *
 * <pre>
 *   0             4      5         6
 *   | 89 53 43 46 | role | version |
 * </pre>
 *
 * <p>The magic's first byte is not ASCII, so that no text protocol begins with it. The role tells a
 * peer from an echo of oneself. Bytes are checked as they come: a stranger is known by the first.
 */
public enum Greeting {
  /** What a sender says. */
  SENDER(1),
  /** What a receiver answers. */
  RECEIVER(2),
  /** What a subscriber says to a publisher. */
  SUBSCRIBER(3),
  /** What a publisher answers. */
  PUBLISHER(4);

  public static final int BYTES = 6;

  private static final int MAGIC = 0x89534346;
  private static final int MAGIC_BYTES = 4;
  private static final int VERSION = 1;
  private static final int TLS_HANDSHAKE = 0x16;

  private final int role;

  Greeting(int role) {
    this.role = role;
  }

  /** Writes the greeting. */
  public void write(ByteBuf out) {
    out.writeInt(MAGIC).writeByte(role).writeByte(VERSION);
  }

  /**
   * Compares bytes with this greeting, as far as they have come, and consumes none.
   *
   * @return why they cannot be it, or nothing if they are or may become it
   */
  public Optional<String> mismatch(ByteBuf in) {
    int length = Math.min(in.readableBytes(), BYTES);
    for (int i = 0; i < length; i++) {
      int value = in.getUnsignedByte(in.readerIndex() + i);
      if (value != expected(i)) {
        return Optional.of(reason(i, value));
      }
    }
    return Optional.empty();
  }

  /** Whether the bytes are this greeting, neither less nor more. */
  public boolean matches(ByteBuf in) {
    return in.readableBytes() == BYTES && mismatch(in).isEmpty();
  }

  private int expected(int index) {
    return index < MAGIC_BYTES
        ? MAGIC >>> 24 - 8 * index & 0xFF
        : index == MAGIC_BYTES ? role : VERSION;
  }

  private static String reason(int index, int value) {
    if (index > MAGIC_BYTES) {
      return "it speaks version " + value + ", not " + VERSION;
    }
    if (index == MAGIC_BYTES) {
      return "it is not the other end of a transfer";
    }
    if (index == 0 && value == TLS_HANDSHAKE) {
      return "TLS-like greeting";
    }
    return index == 0 && value >= 'A' && value <= 'Z' ? "HTTP-like greeting" : "unknown greeting";
  }
}
