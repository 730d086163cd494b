package dev.sirencast.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** A sender's side of QUIC's stream: TCP's answers, and how far the datagrams have come. */
final class QuicAnswers extends TcpSenderHandler {
  private final DatagramWindow window;

  QuicAnswers(DatagramWindow window) {
    this.window = window;
  }

  @Override
  void decodeOther(ChannelHandlerContext context, ByteBuf in) {
    if (in.getByte(in.readerIndex()) != QuicWire.SEEN) {
      super.decodeOther(context, in);
    } else if (in.readableBytes() >= TcpWire.COUNT_RECORD_BYTES) {
      in.skipBytes(1);
      window.answered(in.readLong());
    }
  }
}
