package dev.sirencast.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends over TCP, in batches.
 *
 * <p>A batch is written to the socket whole before the next one is filled: that is the
 * backpressure, and no more than a batch and a frame are in memory.
 */
final class TcpOutgoingTransfer implements OutgoingTransfer {
  private static final int BATCH_BYTES = 1 << 16;
  private static final long RETRY_MILLIS = 100;

  private final Channel socket;
  private final RecordSenderHandler answers;
  private final InetSocketAddress to;
  private final Duration timeout;
  private ByteBuf batch;
  private long frames;

  private TcpOutgoingTransfer(
      Channel socket, RecordSenderHandler answers, InetSocketAddress to, Duration timeout) {
    this.socket = socket;
    this.answers = answers;
    this.to = to;
    this.timeout = timeout;
    this.batch = socket.alloc().buffer(BATCH_BYTES);
  }

  /** Connects, again and again while nobody listens, and exchanges greetings. */
  static TcpOutgoingTransfer connect(IoThreads io, InetSocketAddress to, FrameSenderOptions options)
      throws TransportException, InterruptedException {
    Duration timeout = options.timeout();
    Optional<TlsLayer> tls = options.tls().map(TlsLayer::connecting);
    Deadline deadline = Deadline.after(timeout);
    while (true) {
      RecordSenderHandler answers = new RecordSenderHandler();
      ChannelFuture connection =
          new Bootstrap()
              .group(io.group())
              .channel(io.library().connections())
              .option(
                  ChannelOption.CONNECT_TIMEOUT_MILLIS,
                  (int) Math.max(1, deadline.remainingMillis()))
              .option(ChannelOption.TCP_NODELAY, true)
              .disableResolver()
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                      tls.ifPresent(layer -> layer.secure(socket, to, timeout));
                      socket.pipeline().addLast(answers);
                    }
                  })
              .connect(to);
      io.own(connection.channel());
      if (connection.await().isSuccess()) {
        awaitGreeting(answers, to, timeout, deadline);
        return new TcpOutgoingTransfer(connection.channel(), answers, to, timeout);
      }
      if (deadline.remainingMillis() <= RETRY_MILLIS) {
        throw Failures.noReceiver(to, Transport.TCP, timeout, connection.cause());
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private static void awaitGreeting(
      RecordSenderHandler answers, InetSocketAddress to, Duration timeout, Deadline deadline)
      throws TransportException, InterruptedException {
    if (!answers.greeted().await(deadline.remainingMillis())) {
      throw Failures.noReceiver(to, Transport.TCP, timeout, null);
    }
    if (!answers.greeted().isSuccess()) {
      throw Failures.notAReceiver(to, answers.greeted().cause());
    }
  }

  @Override
  public void write(byte[] frame) throws TransportException, InterruptedException {
    RecordWire.writeFrame(batch, frame);
    frames++;
    if (batch.readableBytes() >= BATCH_BYTES) {
      flush();
    }
  }

  @Override
  public long finish() throws TransportException, InterruptedException {
    RecordWire.writeCount(batch, RecordWire.END, frames);
    flush();
    Future<Long> acknowledged = answers.acknowledged();
    if (!acknowledged.await(timeout.toMillis())) {
      throw Failures.notAcknowledged(to, frames, timeout);
    }
    if (!acknowledged.isSuccess()) {
      throw Failures.broken(to, frames, acknowledged.cause());
    }
    return acknowledged.getNow();
  }

  @Override
  public void close() {
    batch.release();
  }

  private void flush() throws TransportException, InterruptedException {
    ByteBuf full = batch;
    batch = socket.alloc().buffer(BATCH_BYTES);
    ChannelFuture written = socket.writeAndFlush(full);
    if (!written.await(timeout.toMillis())) {
      throw Failures.stalled(to, frames, timeout);
    }
    if (!written.isSuccess()) {
      // What the receiver did tells more than what the write then ran into.
      Throwable cause = answers.acknowledged().cause();
      throw Failures.broken(to, frames, cause == null ? written.cause() : cause);
    }
  }
}
