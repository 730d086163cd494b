package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Requests;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsLayer;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

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
  private final Requests requests;

  private FrameSubscriber(IoThreads io, InetSocketAddress to, FrameSubscriberOptions options) {
    this.io = io;
    this.to = to;
    this.options = options;
    this.handler = new SubscriberHandler(to, options);
    this.requests =
        new Requests(
            io,
            "waiting for the publisher at " + Failures.text(to),
            () -> Failures.subscriberClosed(to));
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
    return connect(to, options, IoThreads.start("sirencast-subscriber"));
  }

  static FrameSubscriber connect(InetSocketAddress to, FrameSubscriberOptions options, IoThreads io)
      throws TransportException {
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
        Sockets.connect(
            io,
            to,
            options.timeout().toMillis(),
            socket -> {
              tls.ifPresent(layer -> layer.secure(socket, to, options.timeout()));
              socket.pipeline().addLast(handler);
            });
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
    ListRequest request = new ListRequest(options);
    return requests.ask(request, () -> handler.ask(request));
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
    FetchRequest request = new FetchRequest(name, sink, options);
    return requests.fetch(request, () -> handler.ask(request));
  }

  /** Closes the connection; a request that waits fails. */
  @Override
  public void close() {
    io.close();
  }
}
