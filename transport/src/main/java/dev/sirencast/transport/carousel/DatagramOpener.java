package dev.sirencast.transport.carousel;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a carousel's datagrams from others, and opens them. For one thread.
 *
 * <p>With a key it takes what was sealed with it, and nothing else: of that the sender is the
 * session, wherever it comes from. Without one it takes what is not sealed, and the sender is an
 * address. What is refused costs a checksum or one decryption, and leaves nothing behind.
 */
final class DatagramOpener {
  private static final long UNCOUNTED = -1;

  private final Optional<GroupKey> key;
  private byte[] session = {};
  private @Nullable SessionCipher cipher;
  private long unopened;

  DatagramOpener(Optional<GroupKey> key) {
    this.key = key;
  }

  /**
   * A datagram of a carousel.
   *
   * @param sender whose it is
   * @param count how many the sender's session had sent before; negative where they are not counted
   * @param body from the type on
   */
  record Opened(Object sender, long count, ByteBuf body) {
    boolean isCounted() {
      return count > UNCOUNTED;
    }
  }

  /** The session of a sender. */
  private record Session(String number) {}

  /** What a datagram holds, or null where it is of no carousel, damaged, or not for this key. */
  @Nullable Opened open(InetSocketAddress sender, ByteBuf in) {
    int length = in.readableBytes();
    int magic = length < CarouselWire.MAGIC_BYTES ? 0 : in.getInt(in.readerIndex());
    if (key.isEmpty() && magic == CarouselWire.MAGIC) {
      if (length < CarouselWire.HEADER_BYTES + CarouselWire.CRC_BYTES || !CarouselWire.unseal(in)) {
        return null;
      }
      return new Opened(sender, UNCOUNTED, in.skipBytes(CarouselWire.MAGIC_BYTES));
    }
    if (key.isPresent() && magic == CarouselWire.SEALED_MAGIC) {
      Opened opened = length > CarouselWire.SEALED_BYTES ? decrypt(key.get(), in) : null;
      unopened += opened == null ? 1 : 0;
      return opened;
    }
    unopened += magic == CarouselWire.MAGIC || magic == CarouselWire.SEALED_MAGIC ? 1 : 0;
    return null;
  }

  private @Nullable Opened decrypt(GroupKey group, ByteBuf in) {
    ByteBuf header = in.slice(in.readerIndex(), CarouselWire.SEALED_HEADER_BYTES);
    byte[] number = new byte[SessionCipher.SESSION_BYTES];
    in.skipBytes(CarouselWire.MAGIC_BYTES).readBytes(number);
    long count = in.readLong();
    boolean isKnown = cipher != null && Arrays.equals(number, session);
    SessionCipher with = isKnown ? cipher : new SessionCipher(group, number);
    ByteBuf body = with.decrypt(count, header, in);
    if (body == null) {
      return null;
    }
    session = number;
    cipher = with;
    return new Opened(new Session(HexFormat.of().formatHex(number)), count, body);
  }

  /** What was heard that cannot be opened, for a message; empty where there was nothing. */
  String complaint() {
    if (unopened == 0) {
      return "";
    }
    return (unopened == 1 ? "; 1 datagram came" : "; " + unopened + " datagrams came")
        + (key.isPresent() ? " that the group key does not open" : ", sealed with a group key");
  }
}
