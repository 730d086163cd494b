package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.tls.TlsFailures;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The start of a receiver's connection: waits for the greeting, then gives way to the records. */
final class GreetingHandler extends ByteToMessageDecoder {
  private final IncomingTransfer transfer;
  private final String peer;
  private final Consumer<Channel> election;
  private final Supplier<ChannelHandler> records;
  private @Nullable Future<?> timer;
  private boolean refused;

  /**
   * @param election makes the connection that greets the one of the transfer
   * @param records reads what comes behind the greeting
   */
  GreetingHandler(
      IncomingTransfer transfer,
      InetSocketAddress peer,
      Consumer<Channel> election,
      Supplier<ChannelHandler> records) {
    this.transfer = transfer;
    this.peer = Failures.text(peer);
    this.election = election;
    this.records = records;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    timer =
        context
            .executor()
            .schedule(
                () -> refuse(context, "no greeting in time"),
                transfer.options().timeouts().frame().toMillis(),
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
      election.accept(context.channel());
      context.pipeline().replace(this, null, records.get());
    }
  }

  /** A peer that leaves before it has greeted is no event; one that cannot be trusted is. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    transfer.failIfError(cause);
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
