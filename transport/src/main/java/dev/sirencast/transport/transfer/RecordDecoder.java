package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a transfer, read into a {@link IncomingTransfer}.
 *
 * <p>A length is checked before anything is allocated, and only what has come is buffered. Two
 * limits of time: a pause between records, and the age of a record that has begun, so that a peer
 * that sends a byte now and then does not last.
 */
class RecordDecoder extends ByteToMessageDecoder {
  final IncomingTransfer transfer;
  private @Nullable Watchdog watchdog;
  private long unfinishedFrame = -1;

  RecordDecoder(IncomingTransfer transfer) {
    this.transfer = transfer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watchdog = new Watchdog(context.executor(), reason -> cutShort(context, reason));
    expectFrame();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (transfer.isOver()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int type = in.getUnsignedByte(in.readerIndex());
    switch (type) {
      case RecordWire.FRAME -> decodeFrame(context, in);
      case RecordWire.END -> decodeEnd(context, in);
      default -> decodeOther(context, in, type);
    }
  }

  private void decodeFrame(ChannelHandlerContext context, ByteBuf in) {
    if (in.readableBytes() < RecordWire.FRAME_HEADER_BYTES) {
      return;
    }
    long length = in.getUnsignedInt(in.readerIndex() + 1);
    int longest = transfer.options().limits().frameBytes();
    if (length < 1 || length > longest) {
      cutShort(
          context,
          "protocol error, a frame of " + length + " bytes where 1 to " + longest + " are allowed");
    } else if (in.readableBytes() >= RecordWire.FRAME_HEADER_BYTES + length) {
      byte[] frame = new byte[(int) length];
      in.skipBytes(RecordWire.FRAME_HEADER_BYTES).readBytes(frame);
      transfer.accept(frame);
      if (transfer.isOver()) {
        context.close();
      }
    }
  }

  private void decodeEnd(ChannelHandlerContext context, ByteBuf in) {
    if (in.readableBytes() < RecordWire.COUNT_RECORD_BYTES) {
      return;
    }
    end(context, in.skipBytes(1).readLong());
  }

  /** Reads a record that is neither a frame nor the end. */
  void decodeOther(ChannelHandlerContext context, ByteBuf in, int type) {
    cutShort(context, "protocol error, a record of unknown type " + type);
  }

  /** Ends the transfer: the sender says that it is done. */
  void end(ChannelHandlerContext context, long sent) {
    if (sent != transfer.frames()) {
      cutShort(context, "protocol error, the sender counts " + sent + " frames");
      return;
    }
    answer(context, RecordWire.END_ACK, sent).addListener(ChannelFutureListener.CLOSE);
    transfer.finish(sent);
  }

  /** Sends a record that holds a number. */
  static ChannelFuture answer(ChannelHandlerContext context, int type, long number) {
    ByteBuf answer = context.alloc().buffer(RecordWire.COUNT_RECORD_BYTES);
    RecordWire.writeCount(answer, type, number);
    return context.writeAndFlush(answer);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    if (actualReadableBytes() == 0) {
      unfinishedFrame = -1;
      expectFrame();
    } else if (unfinishedFrame != transfer.frames()) {
      unfinishedFrame = transfer.frames();
      expect("a frame unfinished", transfer.options().timeouts().frame());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    boolean inFrame = actualReadableBytes() > 0;
    super.channelInactive(context);
    cutShort(
        context, "the sender closed the connection" + (inFrame ? " in the middle of a frame" : ""));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    cutShort(context, "the connection failed: " + Failures.reason(cause));
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  /** Gives the sender its time to pause. */
  final void expectFrame() {
    expect("no frame", transfer.options().timeouts().idle());
  }

  private void expect(String otherwise, Duration limit) {
    if (watchdog != null) {
      watchdog.expect(otherwise, limit);
    }
  }

  final void cutShort(ChannelHandlerContext context, String reason) {
    transfer.cutShort(reason + ", after " + transfer.frames() + " frames, before the end mark");
    context.close();
  }
}
