package dev.sirencast.transport.carousel;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

/** A channel that datagrams go through as they arrive, by the clock. */
final class ImpairedDatagrams extends ChannelInboundHandlerAdapter {
  private final ChannelSession session;
  private final long start = System.nanoTime();

  ImpairedDatagrams(ChannelModel model, long seed) {
    this.session = model.open(seed, 0);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    byte[] bytes = ByteBufUtil.getBytes(datagram.content());
    datagram.release();
    for (byte[] frame : session.offer(bytes, System.nanoTime() - start)) {
      context.fireChannelRead(
          new DatagramPacket(
              Unpooled.wrappedBuffer(frame), datagram.recipient(), datagram.sender()));
    }
  }
}
