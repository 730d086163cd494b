package dev.sirencast.transport.status;

import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP, GET or HEAD, its answer, and the end of the connection. Headers are read
 * over; there is one time for all of it.
 */
final class StatusHandler extends ByteToMessageDecoder {
  static final int MAX_REQUEST_BYTES = 8_192;
  static final Duration TIME = Duration.ofSeconds(5);

  private static final int BAD_REQUEST = 400;
  private static final int WRONG_METHOD = 405;
  private static final int TOO_LONG = 431;
  private static final int FAILED = 500;
  private static final int REQUEST_WORDS = 3;

  private final Function<String, StatusPage> pages;
  private @Nullable Watchdog watchdog;
  private boolean answered;

  /**
   * @param pages the answer to each path
   */
  StatusHandler(Function<String, StatusPage> pages) {
    this.pages = pages;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watchdog = new Watchdog(context.executor(), reason -> giveUp(context));
    watchdog.expect("no request", TIME);
  }

  /** With a reset: else the system would keep what it holds for the peer. */
  private static void giveUp(ChannelHandlerContext context) {
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    context.close();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    if (watchdog != null) {
      watchdog.stop();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), MAX_REQUEST_BYTES);
    String text = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
    if (answered) {
      in.skipBytes(in.readableBytes());
    } else if (text.contains("\n\r\n") || text.contains("\n\n")) {
      in.skipBytes(in.readableBytes());
      answer(context, text.lines().findFirst().orElse(""));
    } else if (in.readableBytes() >= MAX_REQUEST_BYTES) {
      in.skipBytes(in.readableBytes());
      send(context, plain(TOO_LONG, "a request is shorter"), true);
    }
  }

  private void answer(ChannelHandlerContext context, String request) {
    String[] words = request.split(" ");
    boolean head = words.length > 0 && words[0].equals("HEAD"); // a space alone is no word
    if (words.length != REQUEST_WORDS || !words[2].startsWith("HTTP/1.")) {
      send(context, plain(BAD_REQUEST, "that is no request of HTTP/1.1"), true);
    } else if (!head && !words[0].equals("GET")) {
      send(context, plain(WRONG_METHOD, "only GET and HEAD"), true);
    } else {
      send(context, page(words[1].split("\\?", 2)[0]), !head);
    }
  }

  private StatusPage page(String path) {
    try {
      return pages.apply(path);
    } catch (RuntimeException e) {
      return plain(FAILED, "there is no answer now: " + e);
    }
  }

  private void send(ChannelHandlerContext context, StatusPage page, boolean withBody) {
    answered = true;
    context
        .writeAndFlush(Unpooled.wrappedBuffer(page.bytes(withBody)))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static StatusPage plain(int status, String text) {
    return new StatusPage(status, "text/plain", text + "\n");
  }

  /** Who leaves needs no answer. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
