package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as fast as its receiver takes it, and no faster: never more than the socket's
 * watermark and a piece wait in memory. Lives on one connection's event loop.
 */
final class AnswerPump {
  /** Then other connections have their turn. */
  private static final int PIECES_IN_A_ROW = 16;

  private final ChannelHandlerContext context;
  private final Watchdog watchdog;
  private final PublisherCounts counts;
  private final Runnable onEnd;
  private @Nullable Answer answer;
  private boolean pumping;

  /**
   * @param onEnd called when the socket has taken all of an answer
   */
  AnswerPump(
      ChannelHandlerContext context, Watchdog watchdog, PublisherCounts counts, Runnable onEnd) {
    this.context = context;
    this.watchdog = watchdog;
    this.counts = counts;
    this.onEnd = onEnd;
  }

  boolean isBusy() {
    return answer != null;
  }

  void start(Answer other) {
    answer = other;
    pump();
  }

  /** Goes on, where there is an answer and the socket has room. */
  void pump() {
    // Writing may change writability, which calls this again.
    if (pumping || answer == null) {
      return;
    }
    pumping = true;
    try {
      boolean more = true;
      for (int i = 0; more && i < PIECES_IN_A_ROW && context.channel().isWritable(); i++) {
        more = writePiece(answer);
      }
      context.flush();
      if (more && context.channel().isWritable()) {
        context.executor().execute(this::pump);
      }
    } finally {
      pumping = false;
    }
  }

  private boolean writePiece(Answer current) {
    ByteBuf piece = current.next(context.alloc());
    if (piece == null) {
      context.write(Unpooled.EMPTY_BUFFER).addListener(taken -> end(taken.isSuccess()));
      return false;
    }
    int length = piece.readableBytes();
    ChannelFuture written = context.write(piece);
    written.addListener(
        (ChannelFutureListener)
            taken -> {
              if (taken.isSuccess()) {
                counts.bytes.add(length);
                watchdog.achieved();
              }
            });
    return true;
  }

  private void end(boolean whole) {
    Answer ended = answer;
    answer = null;
    if (whole && ended != null) {
      ended.sent();
      onEnd.run();
    }
  }
}
