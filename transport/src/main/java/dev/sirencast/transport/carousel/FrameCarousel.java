package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Pacer;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FramePublisher;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends a {@link FramePublisher}'s streams over UDP to one address, which may be a multicast
 * group's, over and over: {@link CarouselSubscriber}s join at any time, in any number, and cost
 * nothing. Streams that come, change or go do so here too. Thread-safe.
 *
 * <p>What receivers lose they make good by any other repair rows, which rounds after the first
 * bring. Without a {@link GroupKey} there is neither encryption nor authentication. A stream with a
 * frame of more than 65,444 bytes is not sent.
 */
public final class FrameCarousel implements AutoCloseable {
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;
  private static final int IN_A_ROW = 64;
  private static final long NOTHING_TO_SEND_NANOS = 100_000_000;
  private static final long NO_ROOM_NANOS = 1_000_000;

  private final IoThreads io = IoThreads.start("sirencast-carousel");
  private final InetSocketAddress to;
  private final CarouselRounds rounds;
  private final Optional<DatagramSealer> sealer;
  private final Pacer pacer;
  private final LongAdder datagrams = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Channel socket;

  private FrameCarousel(FramePublisher publisher, InetSocketAddress to, CarouselOptions options)
      throws TransportException {
    this.to = to;
    this.rounds = new CarouselRounds(publisher.catalog(), options.isCoded());
    this.sealer = options.groupKey().map(DatagramSealer::new);
    this.pacer = new Pacer(options.bitsPerSecond(), System.nanoTime());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(io.group())
            .channelFactory(() -> io.library().datagrams(to.getAddress()))
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .handler(new ChannelInboundHandlerAdapter());
    if (to.getAddress().isMulticastAddress()) {
      bootstrap.option(ChannelOption.IP_MULTICAST_TTL, options.hops());
      options
          .networkInterface()
          .ifPresent(via -> bootstrap.option(ChannelOption.IP_MULTICAST_IF, via));
    }
    ChannelFuture bound = bootstrap.bind(0).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      io.close();
      throw new TransportException(
          "cannot send to " + Failures.text(to) + ": " + Failures.reason(bound.cause()),
          bound.cause());
    }
    this.socket = bound.channel();
    io.own(socket);
  }

  /**
   * Starts to send.
   *
   * @param to a resolved address, of a receiver or of a multicast group
   * @throws TransportException if there is no socket to be had for it
   */
  public static FrameCarousel start(
      FramePublisher publisher, InetSocketAddress to, CarouselOptions options)
      throws TransportException {
    if (to.isUnresolved()) {
      throw Failures.unknownHost(to);
    }
    FrameCarousel carousel = new FrameCarousel(publisher, to, options);
    carousel.io.group().execute(carousel::send);
    return carousel;
  }

  /** How many datagrams the system has taken so far. */
  public long datagrams() {
    return datagrams.sum();
  }

  /** What has been sent so far. */
  public CarouselStatistics statistics() {
    return new CarouselStatistics(
        datagrams.sum(), bytes.sum(), rounds.frames(), rounds.repairs(), rounds.rounds());
  }

  private void send() {
    long wait = 0;
    for (int i = 0; wait == 0 && i < IN_A_ROW; i++) {
      wait = socket.isWritable() ? sendNext() : NO_ROOM_NANOS;
    }
    socket.flush();
    if (socket.isOpen()) {
      io.group().schedule(this::send, wait, TimeUnit.NANOSECONDS);
    }
  }

  /** Sends one datagram, and returns the nanoseconds to wait before the next. */
  private long sendNext() {
    ByteBuf plain = rounds.next();
    if (plain == null) {
      return NOTHING_TO_SEND_NANOS;
    }
    ByteBuf datagram = sealer.isPresent() ? sealer.get().seal(plain) : plain;
    int length = datagram.readableBytes();
    socket
        .write(new DatagramPacket(datagram, to))
        .addListener(
            taken -> {
              if (taken.isSuccess()) {
                datagrams.increment();
                bytes.add(length);
              }
            });
    return pacer.book(length, System.nanoTime());
  }

  /** Stops sending. */
  @Override
  public void close() {
    io.close();
  }
}
