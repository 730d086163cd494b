package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.net.HeldBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Two channels, one for what is written and one for what is read, in a Netty pipeline.
 *
 * <p>Takes buffers, or messages that hold one, and passes buffers on. A write succeeds at once, as
 * one into a network does; what comes out of the channel while the socket cannot take it is dropped
 * and counted. The frames of one stream must be whole messages.
 */
final class ImpairmentHandler extends ChannelDuplexHandler {
  private final ChannelSession outbound;
  private final ChannelSession inbound;
  private final double virtualNanosPerByte;
  private final HeldBytes held;
  private final Direction written = new Direction();
  private final Direction read = new Direction();

  /** One direction's channel, once the pipeline is there, and its counts. */
  private static final class Direction {
    @Nullable LiveChannel channel;
    long received;
    long sent;
    long unsent;

    void offer(Object message) {
      LiveChannel live = channel;
      try {
        received++;
        if (live != null) {
          live.offer(bytes(message));
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private static byte[] bytes(Object message) {
      ByteBuf buffer =
          message instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) message;
      return ByteBufUtil.getBytes(buffer);
    }

    UdpRelaySummary.Direction counts(ChannelStatistics statistics) {
      long overflowed = channel == null ? 0 : channel.overflowed();
      return new UdpRelaySummary.Direction(received, overflowed, sent, unsent, statistics);
    }
  }

  /**
   * Joins two sessions to a pipeline.
   *
   * @param virtualNanosPerByte the pace of the virtual clock; 0 for real time
   * @param held the memory that both share with others
   */
  ImpairmentHandler(
      ChannelSession outbound, ChannelSession inbound, double virtualNanosPerByte, HeldBytes held) {
    this.outbound = outbound;
    this.inbound = inbound;
    this.virtualNanosPerByte = virtualNanosPerByte;
    this.held = held;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    written.channel =
        new LiveChannel(
            outbound,
            context.executor(),
            virtualNanosPerByte,
            held,
            frame -> {
              // Netty takes an empty datagram and sends nothing.
              if (frame.length > 0 && context.channel().isWritable()) {
                written.sent++;
                context.writeAndFlush(copy(context, frame));
              } else {
                written.unsent++;
              }
            });
    read.channel =
        new LiveChannel(
            inbound,
            context.executor(),
            virtualNanosPerByte,
            held,
            frame -> {
              read.sent++;
              context.fireChannelRead(copy(context, frame));
            });
  }

  private static ByteBuf copy(ChannelHandlerContext context, byte[] frame) {
    return context.alloc().buffer(frame.length).writeBytes(frame);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    written.offer(message);
    promise.setSuccess();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    read.offer(message);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    for (Direction direction : new Direction[] {written, read}) {
      if (direction.channel != null) {
        direction.channel.close();
      }
    }
  }

  /** Sends on what waits for other frames; to be called on the pipeline's thread. */
  void end() {
    for (Direction direction : new Direction[] {written, read}) {
      if (direction.channel != null) {
        direction.channel.end();
      }
    }
  }

  /** Whether frames are held back; to be asked on the pipeline's thread. */
  boolean holdsFrames() {
    return outbound.heldFrames() + inbound.heldFrames() > 0;
  }

  UdpRelaySummary.Direction written() {
    return written.counts(outbound.statistics());
  }

  UdpRelaySummary.Direction read() {
    return read.counts(inbound.statistics());
  }
}
