package dev.sirencast.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * What a subscriber of a carousel waits for.
 *
 * <p>Lives on the event loop's thread; only the result may be read elsewhere.
 *
 * @param <T> what it brings
 */
abstract class CarouselRequest<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();

  final CompletableFuture<T> result() {
    return result;
  }

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
   * Takes a frame: its number and content are all that is left in the datagram.
   *
   * @return whether it is of use
   */
  boolean accept(long id, ByteBuf in) throws IOException {
    return false;
  }

  /** Nothing more has come for now. */
  void pause() throws IOException {}
}
