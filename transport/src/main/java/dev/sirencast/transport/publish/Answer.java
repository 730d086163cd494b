package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** What goes to a receiver, made piece by piece as the receiver takes it. For one thread. */
interface Answer {
  /** Returns the next piece, the caller's to release, or null at the end. */
  @Nullable ByteBuf next(ByteBufAllocator memory);

  /** Does what is to be done when the receiver's socket has taken all pieces. */
  default void sent() {}
}
