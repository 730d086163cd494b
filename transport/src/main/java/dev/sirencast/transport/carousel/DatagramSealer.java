package dev.sirencast.transport.carousel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;

/** Encrypts a carousel's datagrams, as one session. For one thread. */
final class DatagramSealer {
  private final byte[] session = new byte[SessionCipher.SESSION_BYTES];
  private final SessionCipher cipher;
  private long count;

  DatagramSealer(GroupKey key) {
    new SecureRandom().nextBytes(session);
    this.cipher = new SessionCipher(key, session);
  }

  /** The sealed form of a datagram, which is released. */
  ByteBuf seal(ByteBuf datagram) {
    try {
      int length = datagram.readableBytes() - CarouselWire.MAGIC_BYTES - CarouselWire.CRC_BYTES;
      ByteBuf out = Unpooled.buffer(CarouselWire.SEALED_BYTES + length);
      out.writeInt(CarouselWire.SEALED_MAGIC).writeBytes(session).writeLong(count);
      cipher.encrypt(
          count++, out, datagram.slice(datagram.readerIndex() + CarouselWire.MAGIC_BYTES, length));
      return out;
    } finally {
      datagram.release();
    }
  }
}
