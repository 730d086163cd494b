package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.Watchdog;
import dev.sirencast.transport.tls.TlsFailures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's side of one connection: the greeting, then requests, one at a time.
 *
 * <p>A length is checked before anything is allocated for it. While an answer is under way nothing
 * may come, so that nothing can pile up; a peer that is silent, or takes nothing, is given up.
 */
final class PublisherHandler extends ByteToMessageDecoder {
  private static final long BUSY = Long.MIN_VALUE;

  private final Publication publication;
  private final InetSocketAddress address;
  private volatile long idleSince = BUSY;
  private @Nullable Watchdog watchdog;
  private @Nullable AnswerPump pump;
  private @Nullable PublishedStream opened;
  private boolean promised;
  private boolean admitted;
  private boolean over;

  PublisherHandler(Publication publication, InetSocketAddress address) {
    this.publication = publication;
    this.address = address;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watchdog = new Watchdog(context.executor(), reason -> expire(context, reason));
    watchdog.expect("no greeting", publication.options().timeouts().greeting());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    publication.admission().arrived(context.channel());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    over = true; // What came without its end is nothing.
    super.channelInactive(context);
    if (admitted) {
      publication.admission().left(address.getAddress());
      publication.counts().receivers.decrement();
    } else {
      publication.admission().forget(context.channel());
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (over) {
      in.skipBytes(in.readableBytes());
    } else if (pump == null) {
      readGreeting(context, in);
    } else if (pump.isBusy()) {
      refuse(context, "it asked for more before it had its answer");
    } else if (in.readableBytes() >= CatalogWire.HEADER_BYTES) {
      readRequest(context, in, pump);
    }
  }

  private void readGreeting(ChannelHandlerContext context, ByteBuf in) {
    Optional<String> mismatch = Greeting.SUBSCRIBER.mismatch(in);
    if (mismatch.isPresent()) {
      refuse(context, mismatch.get());
    } else if (in.readableBytes() >= Greeting.BYTES) {
      in.skipBytes(Greeting.BYTES);
      ByteBuf greeting = context.alloc().buffer(Greeting.BYTES);
      Greeting.PUBLISHER.write(greeting);
      context.writeAndFlush(greeting);
      admit(context);
    }
  }

  private void admit(ChannelHandlerContext context) {
    Optional<String> obstacle =
        publication.isDraining()
            ? Optional.of("the publisher is about to end")
            : publication.admission().admit(context.channel(), address.getAddress());
    if (obstacle.isPresent()) {
      refuseAloud(context, obstacle.get());
      return;
    }
    admitted = true;
    publication.counts().admitted.increment();
    publication.counts().receivers.increment();
    Watchdog watch = Objects.requireNonNull(watchdog);
    pump = new AnswerPump(context, watch, publication.counts(), () -> answered(context));
    idle(context, watch);
  }

  private void idle(ChannelHandlerContext context, Watchdog watch) {
    idleSince = context.executor().ticker().nanoTime();
    watch.expect("no request", publication.options().timeouts().idle());
  }

  /** How long nothing has been asked for; 0 while an answer is under way. On any thread. */
  long idleNanos(ChannelHandlerContext context) {
    long since = idleSince;
    return since == BUSY ? 0 : Math.max(1, context.executor().ticker().nanoTime() - since);
  }

  private void readRequest(ChannelHandlerContext context, ByteBuf in, AnswerPump answers) {
    int type = in.getUnsignedByte(in.readerIndex());
    long length = in.getUnsignedInt(in.readerIndex() + 1);
    int min = type == CatalogWire.OPEN ? 1 : 0;
    int max = 0;
    if (type == CatalogWire.OPEN) {
      max = StreamName.MAX_BYTES;
    } else if (type == CatalogWire.WANT && opened != null) {
      max = CatalogWire.mapBytes(opened.entry().frames());
      min = max;
    } else if (type != CatalogWire.LIST) {
      refuseAloud(context, "protocol error, a request of type " + type + " at this place");
      return;
    }
    if (length < min || length > max) {
      refuseAloud(context, "protocol error, a request of " + length + " bytes");
    } else if (in.readableBytes() >= CatalogWire.HEADER_BYTES + length) {
      in.skipBytes(CatalogWire.HEADER_BYTES);
      answer(context, in, type, (int) length, answers);
    }
  }

  private void answer(
      ChannelHandlerContext context, ByteBuf in, int type, int length, AnswerPump answers) {
    Answer answer;
    promised = false;
    if (type == CatalogWire.OPEN) {
      String name;
      try {
        name = StreamName.read(in, length);
      } catch (IllegalArgumentException e) {
        refuseAloud(context, String.valueOf(e.getMessage()));
        return;
      }
      answer = open(name);
    } else if (type == CatalogWire.WANT && opened != null) {
      answer = new FetchAnswer(opened, CatalogWire.readMap(in, length), publication.counts());
    } else {
      answer = new ListAnswer(publication.catalog());
    }
    idleSince = BUSY;
    if (watchdog != null) {
      watchdog.expect("no progress", publication.options().timeouts().stall());
    }
    answers.start(answer);
  }

  private Answer open(String name) {
    opened = publication.catalog().find(name).orElse(null);
    PublishedStream found = opened;
    promised = found != null;
    return new OneRecord(
        record -> {
          if (found == null) {
            CatalogWire.writeText(record, CatalogWire.REFUSED, "there is no stream '" + name + "'");
          } else {
            CatalogWire.writeEntry(record, CatalogWire.STREAM, found.entry());
          }
        });
  }

  private void answered(ChannelHandlerContext context) {
    if (publication.isDraining() && !promised) {
      context.close();
    } else if (watchdog != null) {
      idle(context, watchdog);
    }
  }

  /** Closes the connection, if it is idle, because its socket is needed. */
  void spare(ChannelHandlerContext context) {
    if (!over && idleSince != BUSY) {
      over = true;
      publication.counts().expired.increment();
      context.close();
    }
  }

  /** Closes the connection if it has what it asked for; else that is done when it has. */
  void drain(ChannelHandlerContext context) {
    if (pump == null || !pump.isBusy() && !promised) {
      over = true;
      context.close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (pump != null && !over) {
      pump.pump();
    }
  }

  /** A peer that leaves is no event; one that cannot be trusted is. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Error error) {
      publication.fail(error);
    }
    if (cause instanceof SSLException && !TlsFailures.isDeparture(cause)) {
      refuse(context, Failures.reason(cause));
    }
    over = true;
    context.close();
  }

  private void expire(ChannelHandlerContext context, String reason) {
    if (!over) {
      over = true;
      publication.counts().expired.increment();
      publication.tell("gave up " + Failures.text(address) + ": " + reason);
    }
    // With a reset: else the system would keep what it holds for the peer for minutes.
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    context.close();
  }

  private void refuse(ChannelHandlerContext context, String reason) {
    if (!over) {
      over = true;
      publication.counts().refused.increment();
      publication.tell("refused " + Failures.text(address) + ": " + reason);
      context.close();
    }
  }

  /** Refuses a peer that speaks our protocol, and says so to it. */
  private void refuseAloud(ChannelHandlerContext context, String reason) {
    if (!over) {
      over = true;
      publication.counts().refused.increment();
      publication.tell("refused " + Failures.text(address) + ": " + reason);
      ByteBuf answer = Unpooled.buffer();
      CatalogWire.writeText(answer, CatalogWire.REFUSED, reason);
      context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
