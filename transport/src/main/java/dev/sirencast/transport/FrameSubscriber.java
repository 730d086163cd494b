package dev.sirencast.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection to a {@link FramePublisher}, for any number of requests one after another.
 * Thread-safe: a request waits for the one before it.
 *
 * <p>After a failure that is not a refusal the connection is closed, and every further request
 * fails in the same way.
 */
public final class FrameSubscriber implements StreamSource {
  private final IoThreads io;
  private final InetSocketAddress to;
  private final FrameSubscriberOptions options;
  private final SubscriberHandler handler;

  private FrameSubscriber(IoThreads io, InetSocketAddress to, FrameSubscriberOptions options) {
    this.io = io;
    this.to = to;
    this.options = options;
    this.handler = new SubscriberHandler(to, options);
  }

  /**
   * Connects.
   *
   * @param to a resolved address
   * @throws TransportException if no publisher answers there, or not securely
   */
  public static FrameSubscriber connect(InetSocketAddress to, FrameSubscriberOptions options)
      throws TransportException {
    if (to.isUnresolved()) {
      throw Failures.unknownHost(to);
    }
    IoThreads io = new IoThreads("sirencast-subscriber");
    try {
      FrameSubscriber subscriber = new FrameSubscriber(io, to, options);
      subscriber.connect();
      return subscriber;
    } catch (InterruptedException e) {
      io.close();
      Thread.currentThread().interrupt();
      throw Failures.interrupted("connecting to " + Failures.text(to), e);
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  private void connect() throws TransportException, InterruptedException {
    Optional<TlsLayer> tls = options.tls().map(TlsLayer::connecting);
    ChannelFuture connection =
        new Bootstrap()
            .group(io.group())
            .channel(io.library().connections())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.timeout().toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .disableResolver()
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    tls.ifPresent(layer -> layer.secure(socket, to, options.timeout()));
                    socket.pipeline().addLast(handler);
                  }
                })
            .connect(to);
    io.own(connection.channel());
    if (!connection.await().isSuccess()) {
      throw Failures.noPublisher(to, connection.cause());
    }
    try {
      handler.greeted().get(); // fails at the latest when the timeout is over
    } catch (ExecutionException e) {
      throw Failures.ofRequest(e.getCause());
    }
  }

  /**
   * Asks what there is.
   *
   * @return in the order of the names
   * @throws TransportException if the publisher does not answer, or breaks the protocol
   */
  @Override
  public synchronized List<StreamEntry> list() throws TransportException {
    try {
      return ask(new ListRequest(options));
    } catch (ExecutionException e) {
      throw Failures.ofRequest(e.getCause());
    }
  }

  /**
   * Fetches what is missing of a stream.
   *
   * @param sink told first what the stream is, then given its frames
   * @throws TransportException if there is no such stream, or the publisher goes away, pauses for
   *     too long, breaks the protocol, or has more than the options allow; the sink keeps what
   *     came, and a later fetch can go on from there
   * @throws IOException what the sink threw
   * @throws IllegalArgumentException if no stream can be called so
   */
  @Override
  public synchronized FetchSummary fetch(String name, FetchSink sink) throws IOException {
    StreamName.require(name);
    try {
      return ask(new FetchRequest(name, sink, options));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw Failures.ofRequest(e.getCause());
    }
  }

  private <T> T ask(Request<T> request) throws TransportException, ExecutionException {
    CompletableFuture<T> result = request.result();
    try {
      io.group().execute(() -> handler.ask(request));
      return result.get();
    } catch (RejectedExecutionException e) {
      throw Failures.subscriberClosed(to);
    } catch (InterruptedException e) {
      io.close();
      Thread.currentThread().interrupt();
      throw Failures.interrupted("waiting for the publisher at " + Failures.text(to), e);
    }
  }

  /** Closes the connection; a request that waits fails. */
  @Override
  public void close() {
    io.close();
  }
}
