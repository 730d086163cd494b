package dev.sirencast.transport.carousel;

import dev.sirencast.transport.carousel.DatagramOpener.Opened;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Watchdog;
import dev.sirencast.transport.publish.CatalogWire;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a carousel's datagrams into what is waited for.
 *
 * <p>The first sender that describes a stream is the carousel, unless another describes one before
 * a packet of it has come; all that is not from its address or, with a group key, of its session,
 * or of no known form or damaged, is counted and ignored. Of a session, a description that is older
 * than the last is a repetition by somebody else, and ignored too.
 */
public final class CarouselHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private final InetSocketAddress at;
  private final FrameSubscriberOptions options;
  private @Nullable CarouselRequest<?> request;
  private @Nullable Watchdog watchdog;
  private final DatagramOpener opener;
  private @Nullable Object carousel;
  private long described = -1;
  private volatile long ignored;

  /**
   * Listens for a carousel.
   *
   * @param at the address that is listened on, for messages
   * @param key what datagrams have to be sealed with; where there is none, they must not be
   */
  public CarouselHandler(
      InetSocketAddress at, FrameSubscriberOptions options, Optional<GroupKey> key) {
    this.at = at;
    this.options = options;
    this.opener = new DatagramOpener(key);
  }

  long ignored() {
    return ignored;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watchdog =
        new Watchdog(
            context.executor(),
            reason -> fail(Failures.noCarousel(at, reason + opener.complaint())));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    answered();
  }

  /** To be called on the event loop, when the last request is done. */
  public void ask(CarouselRequest<?> next) {
    request = next;
    if (watchdog != null) {
      watchdog.expect("no " + next.awaited(), options.timeout());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    CarouselRequest<?> current = request;
    if (current == null) {
      return;
    }
    try {
      if (read(current, packet.sender(), packet.content()) && watchdog != null) {
        watchdog.achieved();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
    if (current.result().isDone()) {
      answered();
    }
  }

  private boolean read(CarouselRequest<?> current, InetSocketAddress address, ByteBuf datagram)
      throws IOException {
    Opened opened = opener.open(address, datagram);
    if (opened == null) {
      return ignore();
    }
    ByteBuf in = opened.body();
    int type = in.readUnsignedByte();
    boolean stranger = carousel != null && !carousel.equals(opened.sender());
    if (stranger && type != CarouselWire.STREAM) {
      return ignore();
    }
    if (type == CarouselWire.FRAME && in.readableBytes() >= CarouselWire.ID_BYTES) {
      return current.accept(in.readLong(), in);
    }
    int description = in.readableBytes() - (CarouselWire.STREAM_BYTES - CarouselWire.HEADER_BYTES);
    if (type != CarouselWire.STREAM || description < 1 || description > StreamName.MAX_BYTES) {
      return ignore();
    }
    int count = in.readInt();
    StreamEntry stream;
    try {
      stream = CatalogWire.readEntry(in, in.readableBytes());
    } catch (IllegalArgumentException e) {
      return ignore();
    }
    boolean isOld = !stranger && opened.isCounted() && opened.count() <= described;
    if (count < 1 || isOld || stranger && !current.startsOver(stream)) {
      return ignore();
    }
    carousel = opened.sender();
    described = opened.count();
    return current.describe(stream, count);
  }

  private boolean ignore() {
    ignored++;
    return false;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (request != null) {
      try {
        request.pause();
      } catch (IOException | RuntimeException | Error e) {
        fail(e);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(Failures.closed(at));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ignored++; // what the system says of one datagram says nothing of the next
  }

  private void fail(Throwable cause) {
    if (request != null) {
      request.result().completeExceptionally(cause);
      answered();
    }
  }

  private void answered() {
    request = null;
    if (watchdog != null) {
      watchdog.stop();
    }
  }
}
