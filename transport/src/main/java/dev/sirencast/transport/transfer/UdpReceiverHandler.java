package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a transfer, read into a {@link IncomingTransfer}.
 *
 * <p>The first sender that greets and goes on has the transfer; all that is not from its address
 * and of its session is counted and ignored. A greeting alone binds nobody, because it may have
 * waited in the kernel for longer than its sender did.
 *
 * <p>One handler serves all sockets of a receiver: they live on one event loop.
 */
@Sharable
final class UdpReceiverHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  /** How long frames that the end mark overtook are waited for. */
  private static final Duration STRAGGLERS = Duration.ofMillis(100);

  /** Three tries of a sender whose acknowledgement was lost. */
  private static final Duration LINGER = Duration.ofMillis(3 * UdpOutgoingTransfer.RETRY_MILLIS);

  private final IncomingTransfer transfer;
  private final ArrivedFrames arrived = new ArrivedFrames();
  private @Nullable InetSocketAddress sender;
  private long session;
  private boolean bound;
  private boolean ended;
  private @Nullable Watchdog watchdog;
  private volatile @Nullable Deadline linger;

  UdpReceiverHandler(IncomingTransfer transfer) {
    this.transfer = transfer;
  }

  /** How long a repeated end mark may still have to be answered; 0 before the end. */
  long lingerMillis() {
    Deadline end = linger;
    return end == null ? 0 : end.remainingMillis();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (watchdog == null) {
      watchdog = new Watchdog(context.executor(), this::cutShort);
    }
  }

  /** The end mark may be lost. */
  private void cutShort(String silence) {
    transfer.cutShort(silence + ", after " + transfer.frames() + " frames, before the end mark");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    ByteBuf in = packet.content();
    if (in.readableBytes() < UdpWire.HEADER_BYTES) {
      transfer.ignoreDatagram();
      return;
    }
    int type = in.readUnsignedByte();
    long from = in.readLong();
    if (type == UdpWire.HELLO && !bound) {
      greet(context, in, packet.sender(), from);
    } else if (!packet.sender().equals(sender) || from != session) {
      transfer.ignoreDatagram();
    } else {
      read(context, packet.sender(), type, in);
      // Afterwards, so that a slow consumer is not taken for a silent sender.
      if (watchdog != null) {
        watchdog.achieved();
      }
    }
  }

  private void greet(
      ChannelHandlerContext context, ByteBuf in, InetSocketAddress peer, long proposed) {
    Optional<String> mismatch = Greeting.SENDER.mismatch(in);
    if (mismatch.isPresent()) {
      transfer.refuse("refused a datagram from " + Failures.text(peer) + ": " + mismatch.get());
    }
    if (!Greeting.SENDER.matches(in)) {
      transfer.ignoreDatagram();
      return;
    }
    sender = peer;
    session = proposed;
    answer(context, peer, UdpWire.HELLO_ACK, Greeting.RECEIVER::write);
    transfer.begin();
    if (watchdog != null) {
      watchdog.expect("no datagram", transfer.options().timeouts().idle());
    }
  }

  private void read(ChannelHandlerContext context, InetSocketAddress peer, int type, ByteBuf in) {
    int length = in.readableBytes();
    int longest = transfer.options().limits().frameBytes();
    if (type == UdpWire.HELLO && Greeting.SENDER.matches(in)) {
      answer(context, peer, UdpWire.HELLO_ACK, Greeting.RECEIVER::write);
    } else if (type == UdpWire.END && length == UdpWire.COUNT_BYTES) {
      bound = true;
      end(context, peer, in.readLong());
    } else if (type == UdpWire.STATUS_REQUEST && length == UdpWire.STATUS_REQUEST_BYTES) {
      bound = true;
      sendNack(context, peer, in);
    } else if ((type == UdpWire.NUMBERED || type == UdpWire.RETRANSMISSION)
        && UdpWire.SEQUENCE_BYTES < length
        && length <= UdpWire.SEQUENCE_BYTES + longest) {
      bound = true;
      acceptNumbered(in, type == UdpWire.RETRANSMISSION);
    } else if (type == UdpWire.FRAME && 0 < length && length <= longest) {
      bound = true;
      accept(in);
    } else {
      transfer.ignoreDatagram();
    }
  }

  private void accept(ByteBuf in) {
    if (!transfer.isOver()) {
      byte[] frame = new byte[in.readableBytes()];
      in.readBytes(frame);
      transfer.accept(frame);
    }
  }

  private void acceptNumbered(ByteBuf in, boolean retransmitted) {
    long sequence = in.readUnsignedInt();
    if (sequence >= Math.min(transfer.options().limits().frames(), Integer.MAX_VALUE)) {
      transfer.ignoreDatagram();
    } else if (!transfer.isOver()) {
      byte[] frame = new byte[in.readableBytes()];
      in.readBytes(frame);
      if (transfer.isIntact(frame)) {
        arrived.add((int) sequence);
      }
      transfer.accept(frame, retransmitted);
    }
  }

  private void sendNack(ChannelHandlerContext context, InetSocketAddress peer, ByteBuf in) {
    int round = in.readInt();
    long claimed = in.readUnsignedInt();
    if (transfer.isOver()) {
      return;
    }
    int frames = (int) Math.min(claimed, Math.min(transfer.options().limits().frames(), 1 << 30));
    int needed = transfer.isEnough() ? 0 : frames;
    answer(context, peer, UdpWire.NACK, out -> arrived.writeNack(out.writeInt(round), needed));
  }

  /** Answers each end mark, but not if the transfer was broken off before the first. */
  private void end(ChannelHandlerContext context, InetSocketAddress peer, long sent) {
    if (transfer.isOver() && !ended) {
      return;
    }
    answer(context, peer, UdpWire.END_ACK, out -> out.writeLong(transfer.frames()));
    if (ended) {
      return;
    }
    ended = true;
    linger = Deadline.after(context.executor().ticker(), LINGER);
    if (transfer.frames() >= sent) {
      transfer.finish(sent);
    } else {
      context
          .executor()
          .schedule(() -> transfer.finish(sent), STRAGGLERS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void answer(
      ChannelHandlerContext context, InetSocketAddress peer, int type, Consumer<ByteBuf> body) {
    ByteBuf out = UdpWire.writeHeader(context.alloc().buffer(), type, session);
    body.accept(out);
    context.writeAndFlush(new DatagramPacket(out, peer));
  }

  /** A failed answer is like a lost one: the sender asks again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
}
