package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.tls.QuicTrust;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.quic.QuicChannel;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a connection, handed to a {@link IncomingTransfer} once the connection's stream
 * has greeted.
 */
final class QuicReceiverHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final IncomingTransfer transfer;
  private final QuicTrust trust;
  private InetSocketAddress peer = new InetSocketAddress(0);
  private @Nullable Runnable listener;
  private boolean refused;
  private long next;

  QuicReceiverHandler(IncomingTransfer transfer, QuicTrust trust) {
    this.transfer = transfer;
    this.trust = trust;
  }

  /** Where the connection comes from. */
  InetSocketAddress peer() {
    return peer;
  }

  /** The highest sequence number that came, plus 1. */
  long next() {
    return next;
  }

  /**
   * Lets datagrams in: the stream has greeted.
   *
   * @param datagramsCame told behind every batch of datagrams
   */
  void join(Runnable datagramsCame) {
    listener = datagramsCame;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel() instanceof QuicChannel connection
        && connection.remoteSocketAddress() instanceof InetSocketAddress address) {
      peer = address;
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
    int length = in.readableBytes() - QuicWire.SEQUENCE_BYTES;
    if (listener == null || length < 1 || length > transfer.options().limits().frameBytes()) {
      transfer.ignoreDatagram();
      return;
    }
    next = Math.max(next, in.readUnsignedInt() + 1);
    if (!transfer.isOver()) {
      byte[] frame = new byte[length];
      in.readBytes(frame);
      transfer.accept(frame);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (listener != null) {
      listener.run();
    }
    context.fireChannelReadComplete();
  }

  /** Before the greeting: a peer that could not be trusted, or does not trust us. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    transfer.failIfError(cause);
    Throwable explained = trust.explain(cause);
    if (listener == null && !refused && explained instanceof SSLException) {
      refused = true;
      transfer.refuse(
          "refused a connection from " + Failures.text(peer) + ": " + Failures.reason(explained));
    }
    context.close();
  }
}
