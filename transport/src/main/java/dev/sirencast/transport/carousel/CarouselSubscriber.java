package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Requests;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamName;
import dev.sirencast.transport.publish.StreamSource;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * Listens to a {@link FrameCarousel}, from any moment on, without saying anything. Thread-safe: a
 * request waits for the one before it.
 *
 * <p>What the network loses is made good by any repair rows that come later, or comes again. The
 * first sender that describes a stream, and sends a packet of it before another describes one, is
 * taken for the carousel; whether frames are genuine, only the stream's digest tells, or a {@link
 * GroupKey}.
 */
public final class CarouselSubscriber implements StreamSource {
  private final IoThreads io;
  private final InetSocketAddress at;
  private final FrameSubscriberOptions options;
  private final CarouselHandler handler;
  private final Requests requests;
  private InetSocketAddress localAddress;

  private CarouselSubscriber(
      IoThreads io, InetSocketAddress at, ListenOptions listening, FrameSubscriberOptions options) {
    this.io = io;
    this.at = at;
    this.localAddress = at;
    this.options = options;
    this.handler = new CarouselHandler(at, options, listening.groupKey());
    this.requests =
        new Requests(
            io, "listening to a carousel at " + Failures.text(at), () -> Failures.closed(at));
  }

  /**
   * Starts to listen.
   *
   * @param at a resolved address of this machine, or of a multicast group, which is joined; several
   *     may listen to a group at a time
   * @param listening by which interface, with which key
   * @param options with the time to wait for something new, and no encryption
   * @throws TransportException if the address cannot be listened on
   * @throws IllegalArgumentException if the options ask for encryption
   */
  public static CarouselSubscriber join(
      InetSocketAddress at, ListenOptions listening, FrameSubscriberOptions options)
      throws TransportException {
    if (at.isUnresolved()) {
      throw Failures.unknownHost(at);
    }
    if (options.tls().isPresent()) {
      throw new IllegalArgumentException("a carousel is not encrypted by TLS");
    }
    IoThreads io = IoThreads.start("sirencast-carousel");
    try {
      CarouselSubscriber subscriber = new CarouselSubscriber(io, at, listening, options);
      subscriber.bind(listening);
      return subscriber;
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  private void bind(ListenOptions listening) throws TransportException {
    InetAddress address = at.getAddress();
    boolean group = address.isMulticastAddress();
    Channel socket =
        Sockets.bind(
            io,
            Sockets.datagrams(io, Sockets.MAX_DATAGRAM_BYTES, address)
                .option(ChannelOption.SO_REUSEADDR, group)
                .handler(handlers(listening)),
            at,
            Transport.UDP);
    localAddress = (InetSocketAddress) socket.localAddress();
    if (group) {
      NetworkInterface on =
          listening
              .networkInterface()
              .or(CarouselSubscriber::firstInterface)
              .orElseThrow(this::noInterface);
      ChannelFuture joined =
          ((DatagramChannel) socket).joinGroup(address, on, null).awaitUninterruptibly();
      if (!joined.isSuccess()) {
        throw Failures.cannotListen(at, Transport.UDP, joined.cause());
      }
    }
  }

  private ChannelHandler handlers(ListenOptions listening) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel socket) {
        listening
            .channel()
            .ifPresent(
                model -> socket.pipeline().addLast(new ImpairedDatagrams(model, listening.seed())));
        socket.pipeline().addLast(handler);
      }
    };
  }

  /** The first that is up and does multicast. */
  private static Optional<NetworkInterface> firstInterface() {
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        if (one.isUp() && one.supportsMulticast() && !one.isLoopback()) {
          return Optional.of(one);
        }
      }
    } catch (SocketException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private TransportException noInterface() {
    return new TransportException(
        "cannot join " + Failures.text(at) + ": no network interface does multicast", null);
  }

  /** The address that is listened on. */
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  /** How many datagrams were no carousel's, or another's. */
  public long ignoredDatagrams() {
    return handler.ignored();
  }

  /**
   * Listens until every stream has been described.
   *
   * @return in the order of the names
   * @throws TransportException if nothing new is heard for the time to wait
   */
  @Override
  public List<StreamEntry> list() throws TransportException {
    return hear().stream().map(HeardStream::stream).toList();
  }

  /** As {@link #list}, with how long ago each was heard of: it may have gone since. */
  public synchronized List<HeardStream> hear() throws TransportException {
    CarouselList request = new CarouselList(options);
    return requests.ask(request, () -> handler.ask(request));
  }

  /**
   * Listens until all frames that are missing of a stream have come.
   *
   * @throws TransportException if there is no such stream, it becomes another, or nothing new of it
   *     is heard for the time to wait, which should be more than a round; the sink keeps what came
   * @throws IOException what the sink threw
   * @throws IllegalArgumentException if no stream can be called so
   */
  @Override
  public synchronized FetchSummary fetch(String name, FetchSink sink) throws IOException {
    StreamName.require(name);
    CarouselFetch request = new CarouselFetch(name, sink, options);
    return requests.fetch(request, () -> handler.ask(request));
  }

  /** Stops listening; a request that waits fails. */
  @Override
  public void close() {
    io.close();
  }
}
