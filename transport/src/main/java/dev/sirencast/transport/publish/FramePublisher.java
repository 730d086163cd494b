package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.AcceptGuard;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsLayer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Publishes streams of frames to many {@link FrameSubscriber}s at once, over TCP. Thread-safe.
 *
 * <p>Streams lie in memory once, whatever the number of receivers. A receiver that takes nothing
 * costs a socket and at most {@value #HELD_BYTES} bytes of references to them (with TLS, of their
 * encryption), until its time is over; the others do not notice it.
 */
public final class FramePublisher implements AutoCloseable {
  /** The most that waits for a receiver: the upper watermark and a piece. */
  static final int HELD_BYTES = 3 * FetchAnswer.CHUNK_BYTES;

  private static final WriteBufferWaterMark WATERMARKS =
      new WriteBufferWaterMark(FetchAnswer.CHUNK_BYTES, 2 * FetchAnswer.CHUNK_BYTES);

  /** What the system holds for a receiver beside what is on its way to it. */
  private static final long UNSENT_BYTES = 4L * FetchAnswer.CHUNK_BYTES;

  private static final int BACKLOG = 1_024;

  /** Closing takes no time, but for ever where the thread that does it is gone. */
  private static final long CLOSE_MILLIS = 1_000;

  private final Publication publication;
  private final IoThreads io;
  private final AcceptGuard guard;
  private final List<Channel> listeners;
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  private FramePublisher(List<InetSocketAddress> at, IoThreads io, FramePublisherOptions options)
      throws TransportException {
    this.io = io;
    this.publication = new Publication(options);
    this.guard = new AcceptGuard(io, this::makeRoom, publication::tell);
    Optional<TlsLayer> tls = options.tls().map(TlsLayer::listening);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(io.group())
            .channel(io.library().listeners())
            .handler(guard)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATERMARKS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel peer) {
                    connections.add(peer);
                    tls.ifPresent(layer -> layer.secure(peer, options.timeouts().greeting()));
                    InetSocketAddress address = peer.remoteAddress();
                    if (address == null) {
                      peer.close(); // it has gone already
                    } else {
                      peer.pipeline().addLast(new PublisherHandler(publication, address));
                    }
                  }
                });
    io.library().limitUnsent(bootstrap, UNSENT_BYTES);
    this.listeners = Sockets.bind(io, () -> bootstrap, at, Transport.TCP);
  }

  /**
   * Starts to listen, with nothing published yet.
   *
   * @param at a resolved address; port 0 takes any free one
   * @throws TransportException if the address cannot be listened on
   */
  public static FramePublisher bind(InetSocketAddress at, FramePublisherOptions options)
      throws TransportException {
    FramePublisher publisher = bindClosed(List.of(at), options);
    publisher.open();
    return publisher;
  }

  /**
   * As {@link #bind}, but who comes has to wait until {@link #open}: when there is something.
   *
   * @param at resolved addresses, one or more; where the first has port 0, all take the port that
   *     it gets
   * @throws TransportException if one of them cannot be listened on
   */
  public static FramePublisher bindClosed(List<InetSocketAddress> at, FramePublisherOptions options)
      throws TransportException {
    Failures.requireResolved(at);
    IoThreads io = IoThreads.start("sirencast-publisher", options.threads());
    try {
      return new FramePublisher(at, io, options);
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  /**
   * Limits connections of all kinds together, beside what the options say: to what the process has
   * file descriptors for.
   *
   * @param most how many may stay, 1 or more
   * @param passing how many may be accepted beside them, which stay when others give way, 1 or more
   */
  public void limitConnections(int most, int passing) {
    if (most < 1 || passing < 1) {
      throw new IllegalArgumentException(
          "there is 1 connection or more, got " + most + " and " + passing);
    }
    publication.admission().limitSockets(most);
    guard.limit(most + passing);
  }

  /** Lets receivers in, also those that have been waiting. */
  public void open() {
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }

  /** The streams that are published. */
  public Catalog catalog() {
    return publication.catalog();
  }

  /** The address that is listened on; of several the first. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) listeners.get(0).localAddress();
  }

  /** The port that is listened on. */
  public int port() {
    return localAddress().getPort();
  }

  /**
   * Publishes frames, which are copied, under a name; a stream of that name is replaced. Receivers
   * that have begun with the old one get the old one to its end.
   *
   * @param frames one or more, each of one byte or more
   * @throws TransportException if there is no room; all is then as before
   * @throws IllegalArgumentException if the name is none, or there is no frame or an empty one
   */
  public StreamEntry publish(String name, List<byte[]> frames) throws TransportException {
    StreamName.require(name);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException(name + " has no frames");
    }
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).length == 0) {
        throw new IllegalArgumentException("frame " + i + " of " + name + " is empty");
      }
    }
    return publication.catalog().put(name, frames).entry();
  }

  /**
   * Takes a stream off the list; receivers that have begun with it get it to its end.
   *
   * @return whether there was one
   */
  public boolean unpublish(String name) {
    return publication.catalog().remove(name);
  }

  /** What is published now, in the order of the names. */
  public List<StreamEntry> entries() {
    return publication.catalog().streams().stream().map(PublishedStream::entry).toList();
  }

  /** An error on a thread of this publisher, on which nothing can be relied any more. */
  public Optional<Throwable> failure() {
    return io.failure().or(publication::failure);
  }

  /** Closes the connection that can best be spared: no descriptor is left for another. */
  private void makeRoom() {
    Optional<Channel> stranger = publication.admission().dismissOldest();
    if (stranger.isPresent()) {
      stranger.get().close();
      return;
    }
    long longest = 0;
    ChannelHandlerContext idlest = null;
    for (Channel connection : connections) {
      ChannelHandlerContext context = connection.pipeline().context(PublisherHandler.class);
      long idle = context == null ? 0 : ((PublisherHandler) context.handler()).idleNanos(context);
      if (idle > longest) {
        longest = idle;
        idlest = context;
      }
    }
    if (idlest != null) {
      ChannelHandlerContext spared = idlest;
      spared.executor().execute(() -> ((PublisherHandler) spared.handler()).spare(spared));
    }
  }

  /** What has happened so far. */
  public PublisherStatistics statistics() {
    long held = 0;
    for (Channel connection : connections) {
      ChannelOutboundBuffer waiting = connection.unsafe().outboundBuffer();
      held += waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }
    return publication.counts().with(publication.catalog(), held);
  }

  /**
   * Lets no more receivers in, and those go that have their answer.
   *
   * @param patience how long to wait for the others
   * @return how many were left when the time was over
   */
  public int drain(Duration patience) {
    publication.drain();
    listeners.forEach(listener -> listener.close().awaitUninterruptibly(CLOSE_MILLIS));
    for (Channel connection : connections) {
      ChannelHandlerContext context = connection.pipeline().context(PublisherHandler.class);
      if (context != null && !context.executor().isShuttingDown()) {
        context.executor().execute(() -> ((PublisherHandler) context.handler()).drain(context));
      }
    }
    connections.newCloseFuture().awaitUninterruptibly(patience.toMillis());
    return connections.size();
  }

  /** Ends at once, or where a thread has failed within seconds: what is under way is cut. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().awaitUninterruptibly(CLOSE_MILLIS));
    connections.close().awaitUninterruptibly(CLOSE_MILLIS);
    io.close();
  }
}
