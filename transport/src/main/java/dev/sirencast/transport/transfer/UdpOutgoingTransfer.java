package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Deadline;
import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.LateFlush;
import dev.sirencast.transport.net.Pacer;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends over UDP, paced, in small batches; only the greeting and the end mark are repeated, and on
 * request what is missing.
 */
final class UdpOutgoingTransfer implements OutgoingTransfer {
  static final long RETRY_MILLIS = 100;

  private static final long MAX_RETRY_MILLIS = 5_000;

  private static final long SETTLE_MILLIS = 20;
  private static final int BATCH_DATAGRAMS = 16;

  private final IoThreads io;
  private final Channel socket;
  private final UdpSenderHandler answers;
  private final InetSocketAddress to;
  private final Duration timeout;
  private final Pacer pacer;
  private final LateFlush late;
  private final ChannelFuture[] batch = new ChannelFuture[BATCH_DATAGRAMS];
  private final Optional<Retransmission> retransmission;
  private final List<byte[]> kept = new ArrayList<>();
  private long retransmitted;
  private int batched;
  private long frames;

  private UdpOutgoingTransfer(
      IoThreads io,
      Channel socket,
      UdpSenderHandler answers,
      InetSocketAddress to,
      FrameSenderOptions options) {
    this.io = io;
    this.socket = socket;
    this.answers = answers;
    this.to = to;
    this.timeout = options.timeout();
    this.retransmission = options.retransmission();
    this.pacer = new Pacer(options.udpBitsPerSecond(), System.nanoTime());
    this.late = new LateFlush(socket.eventLoop(), socket::flush);
  }

  /** Greets, again and again, until a receiver answers. */
  static UdpOutgoingTransfer connect(IoThreads io, InetSocketAddress to, FrameSenderOptions options)
      throws TransportException, InterruptedException {
    // Who cannot hear the transfer cannot guess its number, and so not join in from its address.
    long session = new SecureRandom().nextLong();
    UdpGreetings greetings = new UdpGreetings(options.token());
    UdpSenderHandler answers = new UdpSenderHandler(session, greetings);
    // A connected socket hears of "port unreachable", and only its peer is heard.
    ChannelFuture connection =
        new Bootstrap()
            .group(io.group())
            .channel(io.library().datagrams())
            .disableResolver()
            .handler(answers)
            .connect(to);
    io.own(connection.channel());
    if (!connection.await().isSuccess()) {
      throw Failures.noReceiver(to, Transport.UDP, options.timeout(), connection.cause());
    }
    UdpOutgoingTransfer transfer =
        new UdpOutgoingTransfer(io, connection.channel(), answers, to, options);
    Consumer<ByteBuf> hello = out -> greetings.write(out, Greeting.SENDER, session);
    if (!transfer.ask(UdpWire.HELLO, hello, answers.greeted())) {
      throw Failures.noReceiver(to, Transport.UDP, options.timeout(), null);
    }
    return transfer;
  }

  @Override
  public void write(byte[] frame) throws TransportException, InterruptedException {
    if (frame.length > UdpWire.MAX_FRAME_BYTES) {
      throw new IllegalArgumentException(
          "a frame over UDP has at most "
              + UdpWire.MAX_FRAME_BYTES
              + " bytes, frame "
              + frames
              + " has "
              + frame.length);
    }
    if (retransmission.isPresent()) {
      kept.add(frame);
      int sequence = kept.size() - 1;
      send(UdpWire.NUMBERED, frame, out -> out.writeInt(sequence).writeBytes(frame));
    } else {
      send(UdpWire.FRAME, frame, out -> out.writeBytes(frame));
    }
  }

  private void send(int type, byte[] frame, Consumer<ByteBuf> body)
      throws TransportException, InterruptedException {
    long wait = pacer.book(UdpWire.HEADER_BYTES + frame.length, System.nanoTime());
    if (wait > 0) {
      flush();
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    batch[batched++] = socket.write(datagram(type, body));
    frames++;
    if (batched == BATCH_DATAGRAMS) {
      flush();
    } else {
      late.expect();
    }
  }

  @Override
  public long finish() throws TransportException, InterruptedException {
    flush();
    if (retransmission.isPresent()) {
      retransmitMissing(retransmission.get());
    }
    if (!ask(UdpWire.END, out -> out.writeLong(frames), answers.acknowledged())) {
      throw Failures.notAcknowledged(to, frames, timeout);
    }
    return answers.acknowledged().getNow();
  }

  /** Asks what is missing and sends it again, until nothing is or a limit is reached. */
  private void retransmitMissing(Retransmission limits)
      throws TransportException, InterruptedException {
    Deadline deadline = io.deadline(limits.delay());
    for (int round = 1; round <= limits.rounds() && !deadline.hasPassed(); round++) {
      // What is still on its way is not missing yet.
      io.ticker().sleepMillis(Math.min(SETTLE_MILLIS, deadline.remainingMillis()));
      int number = round;
      Future<BitSet> nack = answers.expectNack(round, kept.size());
      Consumer<ByteBuf> body =
          out ->
              out.writeInt(number)
                  .writeInt(kept.size())
                  .writeZero(UdpWire.STATUS_REQUEST_BYTES - 2 * Integer.BYTES);
      if (!ask(UdpWire.STATUS_REQUEST, body, nack)) {
        throw Failures.notAcknowledged(to, frames, timeout);
      }
      BitSet missing = nack.getNow();
      if (missing.isEmpty()) {
        return;
      }
      for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
        int sequence = i;
        byte[] frame = kept.get(i);
        send(UdpWire.RETRANSMISSION, frame, out -> out.writeInt(sequence).writeBytes(frame));
        retransmitted++;
      }
      flush();
    }
  }

  @Override
  public long retransmitted() {
    return retransmitted;
  }

  @Override
  public void close() {}

  private void flush() throws TransportException, InterruptedException {
    socket.flush();
    for (int i = 0; i < batched; i++) {
      if (!io.await(batch[i], io.deadline(timeout))) {
        throw Failures.stalled(to, frames, timeout);
      }
      if (!batch[i].isSuccess()) {
        throw Failures.broken(to, frames, batch[i].cause());
      }
    }
    batched = 0;
    if (answers.acknowledged().cause() != null) {
      throw Failures.broken(to, frames, answers.acknowledged().cause());
    }
  }

  /**
   * Sends a control datagram until it is answered; says whether it was in time.
   *
   * <p>Behind the greeting each try waits twice as long as the one before: what a slow link has not
   * answered yet is likely to wait in its queue, where every repetition would hold up the answer.
   */
  private boolean ask(int type, Consumer<ByteBuf> body, Future<?> answer)
      throws TransportException, InterruptedException {
    Deadline deadline = io.deadline(timeout);
    long patience = RETRY_MILLIS;
    while (!deadline.hasPassed()) {
      socket.writeAndFlush(datagram(type, body));
      long wait = Math.min(patience, deadline.remainingMillis());
      if (type != UdpWire.HELLO) {
        patience = Math.min(2 * patience, MAX_RETRY_MILLIS);
      }
      if (io.await(answer, io.deadline(Duration.ofMillis(wait)))) {
        if (!answer.isSuccess()) {
          throw Failures.broken(to, frames, answer.cause());
        }
        return true;
      }
    }
    return false;
  }

  private ByteBuf datagram(int type, Consumer<ByteBuf> body) {
    ByteBuf out = socket.alloc().buffer();
    body.accept(UdpWire.writeHeader(out, type, answers.session()));
    return out;
  }
}
