package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.LateFlush;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.TlsLayer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends over TCP, in batches.
 *
 * <p>A batch is written to the socket whole before the next one is filled: that is the
 * backpressure, and no more than a batch and a frame are in memory. What waits in a batch that is
 * not filled leaves soon too, where the socket has room.
 */
final class TcpOutgoingTransfer implements OutgoingTransfer {
  private static final int BATCH_BYTES = 1 << 16;
  private static final long RETRY_MILLIS = 100;

  private final IoThreads io;
  private final Channel socket;
  private final RecordSenderHandler answers;
  private final InetSocketAddress to;
  private final Duration timeout;
  private final LateFlush late;
  private ByteBuf batch; // the event loop may take it: guarded by this
  private long frames;

  TcpOutgoingTransfer(
      IoThreads io,
      Channel socket,
      RecordSenderHandler answers,
      InetSocketAddress to,
      Duration timeout) {
    this.io = io;
    this.socket = socket;
    this.answers = answers;
    this.to = to;
    this.timeout = timeout;
    this.batch = socket.alloc().buffer(BATCH_BYTES);
    this.late = new LateFlush(socket.eventLoop(), this::flushLate);
  }

  /** Connects, again and again while nobody listens, and exchanges greetings. */
  static TcpOutgoingTransfer connect(IoThreads io, InetSocketAddress to, FrameSenderOptions options)
      throws TransportException, InterruptedException {
    Duration timeout = options.timeout();
    Optional<TlsLayer> tls = options.tls().map(TlsLayer::connecting);
    Deadline deadline = io.deadline(timeout);
    while (true) {
      RecordSenderHandler answers = new RecordSenderHandler();
      ChannelFuture connection =
          Sockets.connect(
              io,
              to,
              deadline.remainingMillis(),
              socket -> {
                tls.ifPresent(layer -> layer.secure(socket, to, timeout));
                socket.pipeline().addLast(answers);
              });
      if (connection.await().isSuccess()) {
        awaitGreeting(io, answers, to, timeout, deadline);
        return new TcpOutgoingTransfer(io, connection.channel(), answers, to, timeout);
      }
      if (deadline.remainingMillis() <= RETRY_MILLIS) {
        throw Failures.noReceiver(to, Transport.TCP, timeout, connection.cause());
      }
      io.ticker().sleepMillis(RETRY_MILLIS);
    }
  }

  private static void awaitGreeting(
      IoThreads io,
      RecordSenderHandler answers,
      InetSocketAddress to,
      Duration timeout,
      Deadline deadline)
      throws TransportException, InterruptedException {
    if (!io.await(answers.greeted(), deadline)) {
      throw Failures.noReceiver(to, Transport.TCP, timeout, null);
    }
    if (!answers.greeted().isSuccess()) {
      throw Failures.notAReceiver(to, answers.greeted().cause());
    }
  }

  @Override
  public void write(byte[] frame) throws TransportException, InterruptedException {
    boolean full;
    synchronized (this) {
      RecordWire.writeFrame(batch, frame);
      full = batch.readableBytes() >= BATCH_BYTES;
    }
    frames++;
    if (full) {
      flush();
    } else {
      late.expect();
    }
  }

  @Override
  public long finish() throws TransportException, InterruptedException {
    synchronized (this) {
      RecordWire.writeCount(batch, RecordWire.END, frames);
    }
    flush();
    return answers.awaitAcknowledgement(io, to, frames, timeout);
  }

  @Override
  public synchronized void close() {
    batch.release();
    batch = Unpooled.EMPTY_BUFFER;
  }

  private synchronized void flushLate() {
    if (batch.isReadable() && socket.isWritable()) {
      writeBatch();
    }
  }

  private synchronized ChannelFuture writeBatch() {
    ByteBuf full = batch;
    batch = socket.alloc().buffer(BATCH_BYTES);
    return socket.writeAndFlush(full);
  }

  private void flush() throws TransportException, InterruptedException {
    ChannelFuture written = writeBatch();
    if (!io.await(written, io.deadline(timeout))) {
      throw Failures.stalled(to, frames, timeout);
    }
    if (!written.isSuccess()) {
      // What the receiver did tells more than what the write then ran into.
      Throwable cause = answers.acknowledged().cause();
      throw Failures.broken(to, frames, cause == null ? written.cause() : cause);
    }
  }
}
