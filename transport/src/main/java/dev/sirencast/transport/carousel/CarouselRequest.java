package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.Request;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * What a subscriber of a carousel waits for.
 *
 * @param <T> what it brings
 */
abstract class CarouselRequest<T> extends Request<T> {
  /** What is waited for, for a message. */
  abstract String awaited();

  /**
   * Takes the description of a stream.
   *
   * @param count how many streams there are
   * @return whether it is of use
   */
  abstract boolean describe(StreamEntry stream, int count) throws IOException;

  /**
   * Begins anew if what another sender describes may be the right one.
   *
   * @return never, where there is no more to learn of a carousel than descriptions
   */
  boolean startsOver(StreamEntry described) {
    return false;
  }

  /**
   * Takes a frame: its number and content are all that is left in the datagram.
   *
   * @return whether it is of use
   */
  boolean accept(long id, ByteBuf in) throws IOException {
    return false;
  }
}
