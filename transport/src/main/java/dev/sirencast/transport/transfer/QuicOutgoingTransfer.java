package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.DatagramWindow;
import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.LateFlush;
import dev.sirencast.transport.net.Pacer;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.tls.QuicTrust;
import dev.sirencast.transport.tls.TlsOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends over QUIC: frames as datagrams, paced, and never more of them than its queue can hold; or
 * over the stream, where they are too long or must arrive.
 */
final class QuicOutgoingTransfer implements OutgoingTransfer {
  private static final int BATCH_DATAGRAMS = 16;
  private static final long STATUS_REQUEST_MILLIS = 50;
  private static final int LAST_ANSWERS = 3;
  private static final long CLOSE_MILLIS = 500;

  private final IoThreads io;
  private final QuicChannel connection;
  private final QuicStreamChannel stream;
  private final RecordSenderHandler answers;
  private final DatagramWindow window;
  private final InetSocketAddress to;
  private final Duration timeout;
  private final Pacer pacer;
  private final int longest;
  private final LateFlush late;
  private int batched;
  private long frames;

  private QuicOutgoingTransfer(
      IoThreads io,
      QuicChannel connection,
      QuicStreamChannel stream,
      RecordSenderHandler answers,
      DatagramWindow window,
      InetSocketAddress to,
      FrameSenderOptions options,
      int longest) {
    this.io = io;
    this.connection = connection;
    this.stream = stream;
    this.answers = answers;
    this.window = window;
    this.to = to;
    this.timeout = options.timeout();
    this.pacer = new Pacer(options.udpBitsPerSecond(), System.nanoTime());
    this.longest = longest;
    this.late = new LateFlush(connection.eventLoop(), connection::flush);
  }

  /** Shakes hands, which QUIC tries again and again, and greets. */
  static QuicOutgoingTransfer connect(
      IoThreads io, InetSocketAddress to, FrameSenderOptions options)
      throws TransportException, InterruptedException {
    Duration timeout = options.timeout();
    Deadline deadline = io.deadline(timeout);
    TlsOptions tls = options.tls().orElseGet(TlsOptions::defaults);
    QuicLayer.require(tls);
    QuicTrust trust = new QuicTrust(tls);
    DatagramWindow window = new DatagramWindow();
    QuicAnswers answers = new QuicAnswers(window);
    QuicSenderHandler handler = new QuicSenderHandler(answers, trust);
    Future<QuicChannel> connecting =
        QuicChannel.newBootstrap(socket(io, to, tls, trust, timeout))
            .handler(handler)
            // The deadline decides: a limit of Netty's own, 30 s, would cut longer ones short.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .remoteAddress(to)
            .connect();
    if (!io.await(connecting, deadline)) {
      throw Failures.noReceiver(to, Transport.QUIC, timeout, null);
    }
    if (!connecting.isSuccess()) {
      Throwable failure = handler.failure();
      throw Failures.notAReceiver(
          to, failure == null ? trust.explain(connecting.cause()) : failure);
    }
    io.own(connecting.getNow());
    Future<QuicStreamChannel> opening =
        connecting.getNow().createStream(QuicStreamType.BIDIRECTIONAL, answers);
    if (!io.await(opening, deadline) || !io.await(answers.greeted(), deadline)) {
      throw Failures.noReceiver(to, Transport.QUIC, timeout, null);
    }
    if (!opening.isSuccess() || !answers.greeted().isSuccess()) {
      Throwable failure = handler.failure();
      throw Failures.notAReceiver(to, failure == null ? answers.greeted().cause() : failure);
    }
    if (handler.longestDatagram() <= QuicWire.SEQUENCE_BYTES) {
      throw new TransportException(
          "the receiver at " + Failures.text(to) + " takes no QUIC datagrams", null);
    }
    return new QuicOutgoingTransfer(
        io,
        connecting.getNow(),
        opening.getNow(),
        answers,
        window,
        to,
        options,
        handler.longestDatagram() - QuicWire.SEQUENCE_BYTES);
  }

  private static Channel socket(
      IoThreads io, InetSocketAddress to, TlsOptions tls, QuicTrust trust, Duration timeout)
      throws TransportException, InterruptedException {
    QuicSslContext context = QuicLayer.connecting(tls, trust);
    String name = tls.peerName().orElse(to.getHostString());
    ChannelFuture bound =
        QuicLayer.socket(io)
            .handler(
                QuicLayer.limits(new QuicClientCodecBuilder(), timeout)
                    .sslEngineProvider(
                        channel -> context.newEngine(channel.alloc(), name, to.getPort()))
                    .initialMaxStreamDataBidirectionalLocal(QuicWire.STREAM_BYTES)
                    .build())
            .bind(0)
            .await();
    io.own(bound.channel());
    if (!bound.isSuccess()) {
      throw Failures.noReceiver(to, Transport.QUIC, timeout, bound.cause());
    }
    return bound.channel();
  }

  @Override
  public boolean hasReliableLane() {
    return true;
  }

  @Override
  public void writeReliably(byte[] frame) throws TransportException, InterruptedException {
    ByteBuf record = stream.alloc().buffer(RecordWire.FRAME_HEADER_BYTES + frame.length);
    RecordWire.writeFrame(record, frame);
    send(record);
    frames++;
  }

  @Override
  public void write(byte[] frame) throws TransportException, InterruptedException {
    if (frame.length > longest) {
      writeReliably(frame);
      return;
    }
    int bytes = QuicWire.SEQUENCE_BYTES + frame.length;
    long wait = pacer.book(QuicWire.OVERHEAD_BYTES + bytes, System.nanoTime());
    if (wait > 0) {
      flush();
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    awaitRoom(QuicWire.WINDOW - 1);
    ByteBuf datagram = connection.alloc().directBuffer(bytes);
    connection.write(datagram.writeInt((int) window.queue()).writeBytes(frame));
    frames++;
    if (++batched == BATCH_DATAGRAMS) {
      flush();
    } else {
      late.expect();
    }
  }

  @Override
  public long finish() throws TransportException, InterruptedException {
    awaitRoom(0);
    send(count(RecordWire.END, frames));
    return answers.awaitAcknowledgement(io, to, frames, timeout);
  }

  @Override
  public void close() {
    connection.close().awaitUninterruptibly(CLOSE_MILLIS);
  }

  private void flush() throws TransportException {
    connection.flush();
    batched = 0;
    if (answers.acknowledged().cause() != null) {
      throw Failures.broken(to, frames, answers.acknowledged().cause());
    }
  }

  /**
   * Waits until at most so many datagrams are on their way. A receiver that answers, and answers
   * again, without having seen more will not see them: they were lost.
   */
  private void awaitRoom(long room) throws TransportException, InterruptedException {
    if (window.outstanding() <= room) {
      return;
    }
    flush();
    Deadline deadline = io.deadline(timeout);
    int vain = 0;
    while (vain < LAST_ANSWERS) {
      long seen = window.seen();
      long answered = window.answers();
      if (window.await(room, STATUS_REQUEST_MILLIS)) {
        return;
      }
      flush();
      if (window.seen() > seen) {
        deadline = io.deadline(timeout);
        vain = 0;
      } else if (window.answers() > answered) {
        vain++;
      } else if (deadline.hasPassed()) {
        throw Failures.stalled(to, frames, timeout);
      }
      stream.writeAndFlush(count(QuicWire.STATUS_REQUEST, window.queued()));
    }
    window.giveUp();
  }

  private ByteBuf count(int type, long number) {
    ByteBuf record = stream.alloc().buffer(RecordWire.COUNT_RECORD_BYTES);
    RecordWire.writeCount(record, type, number);
    return record;
  }

  private void send(ByteBuf record) throws TransportException, InterruptedException {
    ChannelFuture written = stream.writeAndFlush(record);
    if (!io.await(written, io.deadline(timeout))) {
      throw Failures.stalled(to, frames, timeout);
    }
    if (!written.isSuccess()) {
      Throwable cause = answers.acknowledged().cause();
      throw Failures.broken(to, frames, cause == null ? written.cause() : cause);
    }
  }
}
