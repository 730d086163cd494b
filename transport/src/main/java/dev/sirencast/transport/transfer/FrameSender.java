package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import java.net.InetSocketAddress;

/** Sends one finite sequence of frames to a {@link FrameReceiver}. */
public final class FrameSender {
  private static final long UNPACED = 100_000_000_000L;

  private final OutgoingTransfer transfer;
  private final FrameSenderOptions options;
  private long frames;
  private long bytes;

  private FrameSender(OutgoingTransfer transfer, FrameSenderOptions options) {
    this.transfer = transfer;
    this.options = options;
  }

  /**
   * Sends frames and returns when the receiver has acknowledged the end.
   *
   * <p>A receiver that does not listen yet is waited for until the timeout. Frames are taken from
   * the iterable as fast as they can be sent; none is changed, and only a batch is held at a time,
   * and what the channel holds back.
   *
   * @param to a resolved address
   * @param frames each of 1 byte or more, over UDP at most 65,494
   * @throws TransportException if no receiver answers, or it goes away, stalls, or does not
   *     acknowledge the end
   * @throws IllegalArgumentException if a frame is empty or too long
   */
  public static SendSummary send(
      InetSocketAddress to,
      Transport transport,
      Iterable<byte[]> frames,
      FrameSenderOptions options)
      throws TransportException {
    if (to.isUnresolved()) {
      throw Failures.unknownHost(to);
    }
    try (IoThreads io = IoThreads.start("sirencast-sender")) {
      return send(to, transport, frames, options, io);
    }
  }

  static SendSummary send(
      InetSocketAddress to,
      Transport transport,
      Iterable<byte[]> frames,
      FrameSenderOptions options,
      IoThreads io)
      throws TransportException {
    try (OutgoingTransfer transfer = connect(io, to, transport, options)) {
      return new FrameSender(transfer, options).sendAll(frames);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted("sending to " + Failures.text(to), e);
    }
  }

  private static OutgoingTransfer connect(
      IoThreads io, InetSocketAddress to, Transport transport, FrameSenderOptions options)
      throws TransportException, InterruptedException {
    return switch (transport) {
      case TCP -> TcpOutgoingTransfer.connect(io, to, options);
      case UDP -> UdpOutgoingTransfer.connect(io, to, behindChannel(options));
      case QUIC -> QuicOutgoingTransfer.connect(io, to, behindChannel(options));
    };
  }

  /**
   * In real time frames are paced on their way into the channel: to hold them up behind it would
   * delay those that follow.
   */
  private static FrameSenderOptions behindChannel(FrameSenderOptions options) {
    return options.channel().realtime() ? options.withUdpBitsPerSecond(UNPACED) : options;
  }

  private SendSummary sendAll(Iterable<byte[]> source)
      throws TransportException, InterruptedException {
    ChannelFeed channel =
        new ChannelFeed(options.channel(), 0, options.udpBitsPerSecond(), this::write);
    long start = System.nanoTime();
    long taken = 0;
    for (byte[] frame : source) {
      if (frame.length == 0) {
        throw new IllegalArgumentException("frame " + taken + " is empty");
      }
      if (transfer.hasReliableLane() && options.reliable().test(frame)) {
        transfer.writeReliably(frame);
        count(frame);
      } else {
        channel.offer(frame);
      }
      options.progress().accept(++taken);
    }
    channel.finish();
    long received = transfer.finish();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new SendSummary(
        frames,
        bytes,
        transfer.retransmitted(),
        received,
        seconds,
        channel.statistics(),
        channel.trace());
  }

  private void write(Iterable<byte[]> damaged) throws TransportException, InterruptedException {
    for (byte[] frame : damaged) {
      transfer.write(frame);
      count(frame);
    }
  }

  private void count(byte[] frame) {
    frames++;
    bytes += frame.length;
  }
}
