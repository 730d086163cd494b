package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.HeldBytes;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** One client of a relay: a socket of its own to the target, and a channel each way. */
final class RelayClient {
  private final IoThreads io;
  private final InetSocketAddress address;
  private final Channel front;
  private final ImpairmentHandler impairments;
  private final ChannelSession forward;
  private final ChannelFuture connection;
  private final UdpRelayOptions options;
  private Deadline idle;
  private long unanswered;

  /**
   * Opens the socket, on the relay's thread.
   *
   * @param number how many clients came before
   */
  RelayClient(
      IoThreads io,
      Channel front,
      InetSocketAddress address,
      InetSocketAddress target,
      int number,
      UdpRelayOptions options,
      HeldBytes held) {
    this.io = io;
    this.address = address;
    this.front = front;
    this.options = options;
    this.idle = io.deadline(options.idleTimeout());
    ChannelOptions channel = options.forward();
    this.forward = channel.model().open(channel.seed(), 2 * number, channel.headerBytes());
    if (channel.recording() && number == 0) {
      forward.recording();
    }
    ChannelSession reverse =
        options.reverse().open(channel.seed(), 2 * number + 1, channel.headerBytes());
    double pace = channel.realtime() ? 0 : 8e9 / options.bitsPerSecond();
    this.impairments = new ImpairmentHandler(forward, reverse, pace, held);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(io.group())
            .channelFactory(() -> io.library().datagrams(target.getAddress()))
            .disableResolver()
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(Sockets.MAX_DATAGRAM_BYTES))
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel socket) {
                    socket.pipeline().addLast(impairments, new Replies());
                  }
                });
    if (target.getAddress().isMulticastAddress()) {
      options
          .networkInterface()
          .ifPresent(via -> bootstrap.option(ChannelOption.IP_MULTICAST_IF, via));
    }
    this.connection = bootstrap.connect(target);
    io.own(connection.channel());
  }

  /** What comes back goes to the client. */
  private final class Replies extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf reply) {
      idle = io.deadline(options.idleTimeout());
      if (reply.isReadable() && front.isWritable()) {
        front.writeAndFlush(new DatagramPacket(reply.retain(), address));
      } else {
        unanswered++;
      }
    }

    /** "Port unreachable": as on any network, the client is not told. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
  }

  /** Sends a datagram to the target; takes over the buffer. */
  void send(ByteBuf datagram) {
    idle = io.deadline(options.idleTimeout());
    if (connection.isSuccess()) {
      connection.channel().write(datagram);
    } else {
      // Done at once, but not before this turn of the loop is over.
      connection.addListener(
          done -> {
            if (done.isSuccess()) {
              connection.channel().write(datagram);
            } else {
              datagram.release();
            }
          });
    }
  }

  InetSocketAddress address() {
    return address;
  }

  long idleMillis() {
    return idle.remainingMillis();
  }

  boolean isExpired() {
    return idle.hasPassed() && !impairments.holdsFrames();
  }

  boolean holdsFrames() {
    return impairments.holdsFrames();
  }

  void end() {
    impairments.end();
  }

  void close() {
    connection.channel().close();
  }

  ChannelSession forward() {
    return forward;
  }

  UdpRelaySummary.Direction written() {
    return impairments.written();
  }

  UdpRelaySummary.Direction read() {
    UdpRelaySummary.Direction read = impairments.read();
    return new UdpRelaySummary.Direction(
        read.received(),
        read.overflowed(),
        read.sent() - unanswered,
        read.unsent() + unanswered,
        read.channel());
  }
}
