package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A subscriber's side of a connection: the greeting, then the answer to one request at a time. */
final class SubscriberHandler extends ByteToMessageDecoder {
  private final InetSocketAddress to;
  private final FrameSubscriberOptions options;
  private final CompletableFuture<Boolean> greeted = new CompletableFuture<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable Watchdog watchdog;
  private @Nullable PublisherRequest<?> request;
  private @Nullable Throwable failure;

  SubscriberHandler(InetSocketAddress to, FrameSubscriberOptions options) {
    this.to = to;
    this.options = options;
  }

  /** Done when the publisher's greeting came; failed if something else did. */
  CompletableFuture<Boolean> greeted() {
    return greeted;
  }

  /** Asks for something; to be called on the event loop, when the last request is done. */
  void ask(PublisherRequest<?> next) {
    if (failure != null || context == null || watchdog == null) {
      next.result()
          .completeExceptionally(failure == null ? Failures.subscriberClosed(to) : failure);
      return;
    }
    request = next;
    watchdog.expect("no answer", options.timeout());
    next.begin(context);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    watchdog = new Watchdog(added.executor(), reason -> lose(added, new ProtocolException(reason)));
    watchdog.expect("no greeting", options.timeout());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext removed) {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    ByteBuf greeting = active.alloc().buffer(Greeting.BYTES);
    Greeting.SUBSCRIBER.write(greeting);
    active.writeAndFlush(greeting);
  }

  @Override
  protected void decode(ChannelHandlerContext connection, ByteBuf in, List<Object> out) {
    try {
      if (failure != null) {
        in.skipBytes(in.readableBytes());
      } else if (!greeted.isDone()) {
        readGreeting(in);
      } else {
        while (readRecord(connection, in)) {
          if (watchdog != null) {
            watchdog.achieved();
          }
        }
      }
    } catch (ProtocolException e) {
      in.skipBytes(in.readableBytes());
      lose(connection, e);
    } catch (IOException | RuntimeException | Error e) {
      in.skipBytes(in.readableBytes());
      fail(connection, e);
    }
  }

  private void readGreeting(ByteBuf in) throws ProtocolException {
    Optional<String> mismatch = Greeting.PUBLISHER.mismatch(in);
    if (mismatch.isPresent()) {
      throw new ProtocolException(mismatch.get());
    }
    if (in.readableBytes() >= Greeting.BYTES) {
      in.skipBytes(Greeting.BYTES);
      if (watchdog != null) {
        watchdog.stop();
      }
      greeted.complete(true);
    }
  }

  private boolean readRecord(ChannelHandlerContext connection, ByteBuf in) throws IOException {
    if (in.readableBytes() < CatalogWire.HEADER_BYTES) {
      return false;
    }
    int start = in.readerIndex();
    int type = in.getUnsignedByte(start);
    long length = in.getUnsignedInt(start + 1);
    PublisherRequest<?> current = request;
    if (type == CatalogWire.REFUSED) {
      PublisherRequest.requireLength(length, 1, CatalogWire.MAX_REASON_BYTES);
    } else if (current == null) {
      throw PublisherRequest.unexpected(type);
    } else {
      current.check(type, length);
    }
    if (in.readableBytes() < CatalogWire.HEADER_BYTES + length) {
      return false;
    }
    in.skipBytes(CatalogWire.HEADER_BYTES);
    if (type == CatalogWire.REFUSED || current == null) {
      String reason = in.readCharSequence((int) length, StandardCharsets.UTF_8).toString();
      refused(connection, current, StreamName.shown(reason));
    } else {
      current.read(connection, type, in, (int) length);
      if (current.result().isDone()) {
        answered();
      }
    }
    return true;
  }

  /** Out of turn a refusal is the last word; in turn it is an answer. */
  private void refused(
      ChannelHandlerContext connection, @Nullable PublisherRequest<?> current, String reason) {
    TransportException refusal = Failures.publisherRefused(to, reason);
    if (current == null) {
      fail(connection, refusal);
    } else {
      answered();
      current.result().completeExceptionally(refusal);
    }
  }

  private void answered() {
    request = null;
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext connection) throws Exception {
    super.channelReadComplete(connection);
    if (request != null && failure == null) {
      try {
        request.pause();
      } catch (IOException | RuntimeException | Error e) {
        fail(connection, e);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) throws Exception {
    super.channelInactive(connection);
    lose(connection, new ProtocolException("it closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
    lose(connection, cause);
  }

  /** The publisher, or the way to it, has failed. */
  private void lose(ChannelHandlerContext connection, Throwable cause) {
    boolean known = greeted.isDone();
    fail(connection, known ? Failures.publisherLost(to, cause) : Failures.noPublisher(to, cause));
  }

  /** Ends the connection; the first failure counts. */
  private void fail(ChannelHandlerContext connection, Throwable cause) {
    if (failure == null) {
      failure = cause;
      greeted.completeExceptionally(cause);
      PublisherRequest<?> current = request;
      if (current != null) {
        answered();
        current.result().completeExceptionally(cause);
      } else if (watchdog != null) {
        watchdog.stop();
      }
    }
    connection.close();
  }
}
