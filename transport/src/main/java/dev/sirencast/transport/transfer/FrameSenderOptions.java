package dev.sirencast.transport.transfer;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.tls.TlsOptions;
import java.time.Duration;
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
 * @param channel what damages the frames on their way to the socket; the summary holds its
 *     recording where one is asked for
 * @param reliable the frames that QUIC is to send over its reliable stream; these do not pass the
 *     channel, which stands for what happens to datagrams
 * @param retransmission how UDP asks what is missing and sends it again; not at all where there is
 *     none
 * @param token what both ends have to know over UDP
 * @param tls how the connection is encrypted; plain where there is none
 * @param progress told the number of frames taken so far, after each, on the calling thread
 */
public record FrameSenderOptions(
    Duration timeout,
    long udpBitsPerSecond,
    ChannelOptions channel,
    Predicate<byte[]> reliable,
    Optional<Retransmission> retransmission,
    Optional<TransferToken> token,
    Optional<TlsOptions> tls,
    LongConsumer progress) {
  private static final long MIN_BITS_PER_SECOND = 1_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public FrameSenderOptions {
    TimeoutRange.require("the timeout", timeout);
    if (udpBitsPerSecond < MIN_BITS_PER_SECOND) {
      throw new IllegalArgumentException(
          "the pace must be "
              + MIN_BITS_PER_SECOND
              + " bits per second or more, got "
              + udpBitsPerSecond);
    }
  }

  /** 5 seconds, 100 Mbit/s, a clean channel, no encryption, nobody told of the progress. */
  public static FrameSenderOptions defaults() {
    return new FrameSenderOptions(
        Duration.ofSeconds(5),
        100_000_000,
        ChannelOptions.defaults(),
        frame -> false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        frames -> {});
  }

  /** These options with another timeout. */
  public FrameSenderOptions withTimeout(Duration other) {
    return new FrameSenderOptions(
        other, udpBitsPerSecond, channel, reliable, retransmission, token, tls, progress);
  }

  /** These options with another pace over UDP. */
  public FrameSenderOptions withUdpBitsPerSecond(long other) {
    return new FrameSenderOptions(
        timeout, other, channel, reliable, retransmission, token, tls, progress);
  }

  /** These options with a channel that the frames pass. */
  public FrameSenderOptions withChannel(ChannelOptions other) {
    return new FrameSenderOptions(
        timeout, udpBitsPerSecond, other, reliable, retransmission, token, tls, progress);
  }

  /** These options with a channel that damages the frames. */
  public FrameSenderOptions withChannel(ChannelModel model, long seed, int headerBytes) {
    return withChannel(channel.withModel(model, seed).withHeaderBytes(headerBytes));
  }

  /** These options with frames that QUIC sends over its reliable stream. */
  public FrameSenderOptions withReliable(Predicate<byte[]> other) {
    return new FrameSenderOptions(
        timeout, udpBitsPerSecond, channel, other, retransmission, token, tls, progress);
  }

  /** These options with retransmission over UDP; all frames are then kept until the end. */
  public FrameSenderOptions withRetransmission(Retransmission other) {
    return new FrameSenderOptions(
        timeout, udpBitsPerSecond, channel, reliable, Optional.of(other), token, tls, progress);
  }

  /** These options with a secret that the receiver has to know over UDP, and is shown to know. */
  public FrameSenderOptions withToken(TransferToken other) {
    return new FrameSenderOptions(
        timeout,
        udpBitsPerSecond,
        channel,
        reliable,
        retransmission,
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
        reliable,
        retransmission,
        token,
        Optional.of(other),
        progress);
  }

  /** These options with somebody told of the progress. */
  public FrameSenderOptions withProgress(LongConsumer other) {
    return new FrameSenderOptions(
        timeout, udpBitsPerSecond, channel, reliable, retransmission, token, tls, other);
  }
}
