package dev.sirencast.transport;

import dev.sirencast.transport.impairment.ChannelModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * How to send. Immutable.
 *
 * @param timeout how long to wait for a receiver, for a blocked socket, and for the acknowledgement
 *     of the end; 1 ms to 1 day
 * @param udpBitsPerSecond the pace over UDP and QUIC, datagram headers included, 1,000 or more;
 *     over either transport it is the pace at which the channel is offered frames
 * @param channel what damages the frames on their way to the socket
 * @param seed the seed of that damage
 * @param headerBytes the length of a frame's header, for bit errors with a scope; 0 or more
 * @param realtime whether the channel's delays really take their time; otherwise they, and what a
 *     bottleneck drops, follow a virtual clock on which frames are offered at {@code
 *     udpBitsPerSecond}, and every transfer from one seed is the same
 * @param recording whether the summary is to hold a recording of what the channel did
 * @param reliable the frames that QUIC is to send over its reliable stream; these do not pass the
 *     channel, which stands for what happens to datagrams
 * @param retransmission how UDP asks what is missing and sends it again; not at all where there is
 *     none
 * @param tls how the connection is encrypted; plain where there is none
 * @param progress told the number of frames taken so far, after each, on the calling thread
 */
public record FrameSenderOptions(
    Duration timeout,
    long udpBitsPerSecond,
    ChannelModel channel,
    long seed,
    int headerBytes,
    boolean realtime,
    boolean recording,
    Predicate<byte[]> reliable,
    Optional<Retransmission> retransmission,
    Optional<TlsOptions> tls,
    LongConsumer progress) {
  private static final long SLOWEST = 1_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public FrameSenderOptions {
    Timeouts.require("the timeout", timeout);
    if (udpBitsPerSecond < SLOWEST) {
      throw new IllegalArgumentException(
          "the pace must be " + SLOWEST + " bits per second or more, got " + udpBitsPerSecond);
    }
    if (headerBytes < 0) {
      throw new IllegalArgumentException("a header has 0 bytes or more, got " + headerBytes);
    }
  }

  /** 5 seconds, 100 Mbit/s, a clean channel, no encryption, nobody told of the progress. */
  public static FrameSenderOptions defaults() {
    return new FrameSenderOptions(
        Duration.ofSeconds(5),
        100_000_000,
        ChannelModel.of(List.of()),
        0,
        0,
        false,
        false,
        frame -> false,
        Optional.empty(),
        Optional.empty(),
        frames -> {});
  }

  /** These options with another timeout. */
  public FrameSenderOptions withTimeout(Duration other) {
    return new FrameSenderOptions(
        other,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        reliable,
        retransmission,
        tls,
        progress);
  }

  /** These options with another pace over UDP. */
  public FrameSenderOptions withUdpBitsPerSecond(long other) {
    return new FrameSenderOptions(
        timeout,
        other,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        reliable,
        retransmission,
        tls,
        progress);
  }

  /** These options with a channel that damages the frames. */
  public FrameSenderOptions withChannel(ChannelModel other, long otherSeed, int otherHeaderBytes) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        other,
        otherSeed,
        otherHeaderBytes,
        realtime,
        recording,
        reliable,
        retransmission,
        tls,
        progress);
  }

  /** These options with a channel whose delays take their time, or do not. */
  public FrameSenderOptions withRealtime(boolean other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        other,
        recording,
        reliable,
        retransmission,
        tls,
        progress);
  }

  /** These options with a recording of what the channel does, or without. */
  public FrameSenderOptions withRecording(boolean other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        other,
        reliable,
        retransmission,
        tls,
        progress);
  }

  /** These options with frames that QUIC sends over its reliable stream. */
  public FrameSenderOptions withReliable(Predicate<byte[]> other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        other,
        retransmission,
        tls,
        progress);
  }

  /** These options with retransmission over UDP; all frames are then kept until the end. */
  public FrameSenderOptions withRetransmission(Retransmission other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        reliable,
        Optional.of(other),
        tls,
        progress);
  }

  /** These options with encryption. */
  public FrameSenderOptions withTls(TlsOptions other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        reliable,
        retransmission,
        Optional.of(other),
        progress);
  }

  /** These options with somebody told of the progress. */
  public FrameSenderOptions withProgress(LongConsumer other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        seed,
        headerBytes,
        realtime,
        recording,
        reliable,
        retransmission,
        tls,
        other);
  }
}
