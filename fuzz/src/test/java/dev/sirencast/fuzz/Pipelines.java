package dev.sirencast.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;

/** Connections without a socket. */
public final class Pipelines {
  private static final int PIECES = 5;

  private Pipelines() {}

  /** Lets bytes come in pieces of several lengths, while the connection is open. */
  public static void feed(EmbeddedChannel socket, byte[] bytes) {
    int at = 0;
    for (int piece = 0; at < bytes.length && socket.isOpen(); piece++) {
      int length = Math.min(bytes.length - at, 1 + piece % PIECES * 7);
      socket.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
      socket.runPendingTasks();
      at += length;
    }
  }

  /** Takes all answers and returns their bytes. */
  public static int drain(EmbeddedChannel socket) {
    int bytes = 0;
    for (Object out = socket.readOutbound(); out != null; out = socket.readOutbound()) {
      ByteBuf content = out instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) out;
      bytes += content.readableBytes();
      ReferenceCountUtil.release(out);
    }
    return bytes;
  }

  /** Ends the connection; an exception that nobody caught is a fault. */
  public static void close(EmbeddedChannel socket) {
    socket.checkException();
    socket.finishAndReleaseAll();
    socket.checkException();
  }
}
