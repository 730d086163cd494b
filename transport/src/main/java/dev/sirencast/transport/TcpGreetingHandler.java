package dev.sirencast.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The start of a receiver's connection: waits for the greeting, then gives way to the records. */
final class TcpGreetingHandler extends ByteToMessageDecoder {
  private final TcpListener listener;
  private final IncomingTransfer transfer;
  private @Nullable Future<?> timer;
  private String peer = "";
  private boolean refused;

  TcpGreetingHandler(TcpListener listener, IncomingTransfer transfer) {
    this.listener = listener;
    this.transfer = transfer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    // Asked for now, because a socket that has closed may not tell.
    peer = Failures.text((InetSocketAddress) context.channel().remoteAddress());
    timer =
        context
            .executor()
            .schedule(
                () -> refuse(context, "no greeting in time"),
                transfer.options().frameTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    Optional<String> mismatch = Greeting.SENDER.mismatch(in);
    if (mismatch.isPresent()) {
      in.skipBytes(in.readableBytes());
      refuse(context, mismatch.get());
    } else if (in.readableBytes() >= Greeting.BYTES && !transfer.hasBegun()) {
      in.skipBytes(Greeting.BYTES);
      ByteBuf answer = context.alloc().buffer(Greeting.BYTES);
      Greeting.RECEIVER.write(answer);
      context.writeAndFlush(answer);
      listener.elect(context.channel());
      context.pipeline().replace(this, null, new TcpRecordDecoder(transfer));
    }
  }

  /** A peer that leaves before it has greeted is no event; one that cannot be trusted is. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof SSLException && !TlsFailures.isDeparture(cause)) {
      refuse(context, Failures.reason(cause));
    }
    context.close();
  }

  private void refuse(ChannelHandlerContext context, String reason) {
    if (refused) {
      return;
    }
    refused = true;
    transfer.refuse("refused a connection from " + peer + ": " + reason);
    context.close();
  }
}
