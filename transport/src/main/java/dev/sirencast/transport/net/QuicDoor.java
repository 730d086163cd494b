package dev.sirencast.transport.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/**
 * Drops what may not begin a connection: a datagram that does has at least {@value #MIN_BYTES}
 * bytes (RFC 9000, section 14.1). To a shorter one even the refusal would be longer than itself.
 */
public final class QuicDoor extends SimpleChannelInboundHandler<DatagramPacket> {
  /** Bytes of a datagram that begins a connection. */
  public static final int MIN_BYTES = 1_200;

  private static final int LONG_HEADER = 0x80;
  private static final int TYPE = 0x30;
  private static final int VERSION_BYTES = 5;
  private static final int VERSION = 1;

  /** A door of one channel. */
  public QuicDoor() {
    super(false);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (packet.content().readableBytes() < MIN_BYTES && wantsToBegin(packet.content())) {
      packet.release();
    } else {
      context.fireChannelRead(packet);
    }
  }

  private static boolean wantsToBegin(ByteBuf in) {
    if (in.readableBytes() < VERSION_BYTES) {
      return true;
    }
    int first = in.getByte(in.readerIndex());
    boolean isLong = (first & LONG_HEADER) != 0;
    return isLong && ((first & TYPE) == 0 || in.getInt(in.readerIndex() + 1) != VERSION);
  }
}
