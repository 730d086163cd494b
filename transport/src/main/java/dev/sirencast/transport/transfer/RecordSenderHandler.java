package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A sender's side of a connection: says its greeting and reads the receiver's two answers. */
class RecordSenderHandler extends ByteToMessageDecoder {
  private final Promise<Boolean> greeted = ImmediateEventExecutor.INSTANCE.newPromise();
  private final Promise<Long> acknowledged = ImmediateEventExecutor.INSTANCE.newPromise();

  /** Done when the receiver's greeting came; failed if something else did. */
  Future<Boolean> greeted() {
    return greeted;
  }

  /** The number of frames that came, when the receiver says so; failed if it does not. */
  Future<Long> acknowledged() {
    return acknowledged;
  }

  /**
   * Waits for the acknowledgement.
   *
   * @param frames how many were sent
   * @return how many frames the receiver says came
   * @throws TransportException if it does not say so in time
   */
  final long awaitAcknowledgement(IoThreads io, InetSocketAddress to, long frames, Duration timeout)
      throws TransportException, InterruptedException {
    if (!io.await(acknowledged, io.deadline(timeout))) {
      throw Failures.notAcknowledged(to, frames, timeout);
    }
    if (!acknowledged.isSuccess()) {
      throw Failures.broken(to, frames, acknowledged.cause());
    }
    return acknowledged.getNow();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf greeting = context.alloc().buffer(Greeting.BYTES);
    Greeting.SENDER.write(greeting);
    context.writeAndFlush(greeting);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!greeted.isDone()) {
      readGreeting(context, in);
    } else if (in.getByte(in.readerIndex()) != RecordWire.END_ACK) {
      decodeOther(context, in);
    } else if (in.readableBytes() >= RecordWire.COUNT_RECORD_BYTES) {
      in.skipBytes(1);
      acknowledged.trySuccess(in.readLong());
    }
  }

  /** Reads a record that is not the acknowledgement. */
  void decodeOther(ChannelHandlerContext context, ByteBuf in) {
    refuse(context, in, "it sent something that is no acknowledgement");
  }

  private void readGreeting(ChannelHandlerContext context, ByteBuf in) {
    Optional<String> mismatch = Greeting.RECEIVER.mismatch(in);
    if (mismatch.isPresent()) {
      refuse(context, in, mismatch.get());
    } else if (in.readableBytes() >= Greeting.BYTES) {
      in.skipBytes(Greeting.BYTES);
      greeted.trySuccess(true);
    }
  }

  final void refuse(ChannelHandlerContext context, ByteBuf in, String reason) {
    in.skipBytes(in.readableBytes());
    fail(new ProtocolException(reason));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    super.channelInactive(context);
    fail(new ProtocolException("the receiver closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
    context.close();
  }

  final void fail(Throwable cause) {
    greeted.tryFailure(cause);
    acknowledged.tryFailure(cause);
  }
}
