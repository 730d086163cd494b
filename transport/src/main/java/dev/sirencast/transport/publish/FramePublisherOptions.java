package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.tls.TlsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to publish, and how much at most. Immutable.
 *
 * @param limits how many there may be
 * @param timeouts how long peers may take
 * @param threads for input and output, 1 to {@value #MAX_THREADS}
 * @param tls how connections are encrypted, with an identity; plain where there is none
 * @param onRefusal told of each peer that was turned away or given up, in one line, on an internal
 *     thread
 */
public record FramePublisherOptions(
    Limits limits,
    Timeouts timeouts,
    int threads,
    Optional<TlsOptions> tls,
    Consumer<String> onRefusal) {
  /** The upper limit of {@link Limits#receivers}; each has a socket. */
  public static final int MAX_RECEIVERS = 65_536;

  /** The upper limit of {@code threads}. */
  public static final int MAX_THREADS = 64;

  /**
   * How many there may be.
   *
   * @param receivers how many receivers at a time, 1 to {@value #MAX_RECEIVERS}
   * @param receiversPerAddress how many of them may come from one address, 1 or more; of IPv6 all
   *     of a network of 2^64 are one
   * @param streams how many streams, 1 or more
   * @param bytes how many bytes of memory streams may take, a frame counting 13 more than it has; 1
   *     or more. A stream that was replaced stays in memory beside them until the last receiver
   *     that opened it is done.
   */
  public record Limits(int receivers, int receiversPerAddress, int streams, long bytes) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is exceeded
     */
    public Limits {
      if (receivers < 1 || receivers > MAX_RECEIVERS) {
        throw new IllegalArgumentException(
            "a publisher has 1 to " + MAX_RECEIVERS + " receivers, got " + receivers);
      }
      if (receiversPerAddress < 1) {
        throw new IllegalArgumentException(
            "an address has 1 receiver or more, got " + receiversPerAddress);
      }
      if (streams < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "a publisher has room for 1 stream and 1 byte or more, got "
                + streams
                + " and "
                + bytes);
      }
    }
  }

  /**
   * How long peers may take; each 1 ms to 1 day.
   *
   * @param greeting to greet, with TLS's handshake
   * @param idle for the next request
   * @param stall for {@value FetchAnswer#CHUNK_BYTES} bytes of an answer
   */
  public record Timeouts(Duration greeting, Duration idle, Duration stall) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is exceeded
     */
    public Timeouts {
      TimeoutRange.require("the greeting timeout", greeting);
      TimeoutRange.require("the idle timeout", idle);
      TimeoutRange.require("the stall timeout", stall);
    }
  }

  /**
   * Checks the number of threads, and that who encrypts has an identity.
   *
   * @throws IllegalArgumentException if not
   */
  public FramePublisherOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "a publisher has 1 to " + MAX_THREADS + " threads, got " + threads);
    }
    tls.ifPresent(TlsOptions::requireIdentity);
  }

  /**
   * 256 receivers, as many from one address, 10,000 streams, 256 MiB; 5 s to greet, a minute for
   * the next request, 30 s for a stalled receiver; one thread, no encryption, nobody told of
   * refusals.
   */
  public static FramePublisherOptions defaults() {
    return new FramePublisherOptions(
        new Limits(256, 256, 10_000, 256L << 20),
        new Timeouts(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(30)),
        1,
        Optional.empty(),
        refusal -> {});
  }

  /** The most connections at a time: receivers, and peers that have yet to greet. */
  public int connections() {
    return limits.receivers + Admission.MAX_STRANGERS;
  }

  /** These options with other limits of receivers. */
  public FramePublisherOptions withReceivers(int max, int maxPerAddress) {
    return withLimits(new Limits(max, maxPerAddress, limits.streams, limits.bytes));
  }

  /** These options with other limits of streams. */
  public FramePublisherOptions withStreams(int max, long bytes) {
    return withLimits(new Limits(limits.receivers, limits.receiversPerAddress, max, bytes));
  }

  private FramePublisherOptions withLimits(Limits other) {
    return new FramePublisherOptions(other, timeouts, threads, tls, onRefusal);
  }

  /** These options with other timeouts. */
  public FramePublisherOptions withTimeouts(Duration greeting, Duration idle, Duration stall) {
    Timeouts other = new Timeouts(greeting, idle, stall);
    return new FramePublisherOptions(limits, other, threads, tls, onRefusal);
  }

  /** These options with another number of threads. */
  public FramePublisherOptions withThreads(int other) {
    return new FramePublisherOptions(limits, timeouts, other, tls, onRefusal);
  }

  /** These options with encryption. */
  public FramePublisherOptions withTls(TlsOptions other) {
    return new FramePublisherOptions(limits, timeouts, threads, Optional.of(other), onRefusal);
  }

  /** These options with somebody told of refusals. */
  public FramePublisherOptions withOnRefusal(Consumer<String> other) {
    return new FramePublisherOptions(limits, timeouts, threads, tls, other);
  }
}
