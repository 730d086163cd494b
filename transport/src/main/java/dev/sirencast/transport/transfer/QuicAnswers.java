package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.DatagramWindow;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * A sender's side of QUIC's stream: the receiver's answers, and how far the datagrams have come.
 */
final class QuicAnswers extends RecordSenderHandler {
  private final DatagramWindow window;

  QuicAnswers(DatagramWindow window) {
    this.window = window;
  }

  @Override
  void decodeOther(ChannelHandlerContext context, ByteBuf in) {
    if (in.getByte(in.readerIndex()) != QuicWire.SEEN) {
      super.decodeOther(context, in);
    } else if (in.readableBytes() >= RecordWire.COUNT_RECORD_BYTES) {
      in.skipBytes(1);
      window.answered(in.readLong());
    }
  }
}
