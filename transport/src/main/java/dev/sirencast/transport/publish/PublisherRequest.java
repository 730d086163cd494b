package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * A subscriber's question to a publisher.
 *
 * @param <T> what it brings
 */
abstract class PublisherRequest<T> extends Request<T> {
  /** Asks. */
  abstract void begin(ChannelHandlerContext context);

  /**
   * Checks a record from its header alone.
   *
   * @throws ProtocolException if none like this may come now
   */
  abstract void check(int type, long length) throws ProtocolException;

  /**
   * Reads the body of a record that was checked.
   *
   * @throws ProtocolException if the publisher breaks the protocol
   * @throws IOException if what takes the answer fails
   */
  abstract void read(ChannelHandlerContext context, int type, ByteBuf in, int length)
      throws IOException;

  static void requireLength(long length, long min, long max) throws ProtocolException {
    if (length < min || length > max) {
      throw new ProtocolException(
          "it sent a record of " + length + " bytes where " + min + " to " + max + " may be");
    }
  }

  static ProtocolException unexpected(int type) {
    return new ProtocolException("it sent a record of type " + type + " out of turn");
  }
}
