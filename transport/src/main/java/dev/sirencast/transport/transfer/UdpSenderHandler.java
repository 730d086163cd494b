package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Greeting;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.BitSet;

/** A sender's side of a datagram socket: waits for the receiver's two answers. */
final class UdpSenderHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private final long session;
  private final UdpGreetings greetings;
  private final Promise<Boolean> greeted = ImmediateEventExecutor.INSTANCE.newPromise();
  private final Promise<Long> acknowledged = ImmediateEventExecutor.INSTANCE.newPromise();

  private volatile StatusRequest request = StatusRequest.none();

  UdpSenderHandler(long session, UdpGreetings greetings) {
    this.session = session;
    this.greetings = greetings;
  }

  long session() {
    return session;
  }

  /** A round in which the receiver is asked what is missing of so many frames. */
  private record StatusRequest(int round, int frames, Promise<BitSet> missing) {
    static StatusRequest none() {
      return new StatusRequest(0, 0, ImmediateEventExecutor.INSTANCE.newPromise());
    }

    void answer(ByteBuf in) {
      if (in.readInt() == round && !missing.isDone()) {
        missing.trySuccess(ArrivedFrames.readNack(in, frames));
      }
    }
  }

  /** Begins a round, numbered from 1: answers to earlier ones count no more. */
  Future<BitSet> expectNack(int round, int frames) {
    Promise<BitSet> missing = ImmediateEventExecutor.INSTANCE.newPromise();
    request = new StatusRequest(round, frames, missing);
    if (acknowledged.cause() != null) {
      missing.tryFailure(acknowledged.cause());
    }
    return missing;
  }

  /** Done when a receiver has answered. */
  Future<Boolean> greeted() {
    return greeted;
  }

  /** The number of frames that came, when the receiver says so; failed if it is gone. */
  Future<Long> acknowledged() {
    return acknowledged;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    ByteBuf in = packet.content();
    if (in.readableBytes() < UdpWire.HEADER_BYTES) {
      return;
    }
    int type = in.readUnsignedByte();
    if (in.readLong() != session) {
      return;
    }
    if (type == UdpWire.HELLO_ACK && greetings.matches(in, Greeting.RECEIVER, session)) {
      greeted.trySuccess(true);
    } else if (type == UdpWire.END_ACK && in.readableBytes() == UdpWire.COUNT_BYTES) {
      acknowledged.trySuccess(in.readLong());
    } else if (type == UdpWire.NACK && in.readableBytes() >= 2 * Integer.BYTES) {
      request.answer(in);
    }
  }

  /** "Port unreachable": before the greeting a receiver may still come, behind it it is gone. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (greeted.isDone()) {
      acknowledged.tryFailure(cause);
      request.missing().tryFailure(cause);
    }
  }
}
