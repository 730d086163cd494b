package dev.sirencast.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to publish, and how much at most. Immutable.
 *
 * @param maxReceivers how many receivers there may be at a time, 1 to {@value #MOST_RECEIVERS}
 * @param maxReceiversPerAddress how many of them may come from one address, 1 or more
 * @param maxStreams how many streams there may be, 1 or more
 * @param maxBytes how many bytes of memory they may take, a frame counting 13 more than it has; 1
 *     or more. A stream that was replaced stays in memory beside them until the last receiver that
 *     opened it is done.
 * @param greetingTimeout how long a peer may take to greet, with TLS's handshake
 * @param idleTimeout how long a receiver may take for its next request
 * @param stallTimeout how long a receiver may take for {@value FetchAnswer#CHUNK_BYTES} bytes of an
 *     answer
 * @param threads for input and output, 1 to {@value #MOST_THREADS}
 * @param tls how connections are encrypted, with an identity; plain where there is none
 * @param onRefusal told of each peer that was turned away or given up, in one line, on an internal
 *     thread
 */
public record FramePublisherOptions(
    int maxReceivers,
    int maxReceiversPerAddress,
    int maxStreams,
    long maxBytes,
    Duration greetingTimeout,
    Duration idleTimeout,
    Duration stallTimeout,
    int threads,
    Optional<TlsOptions> tls,
    Consumer<String> onRefusal) {
  /** The upper limit of {@code maxReceivers}; each has a socket. */
  public static final int MOST_RECEIVERS = 65_536;

  /** The upper limit of {@code threads}. */
  public static final int MOST_THREADS = 64;

  /**
   * Checks the ranges; a timeout is 1 ms to 1 day.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public FramePublisherOptions {
    if (maxReceivers < 1 || maxReceivers > MOST_RECEIVERS) {
      throw new IllegalArgumentException(
          "a publisher has 1 to " + MOST_RECEIVERS + " receivers, got " + maxReceivers);
    }
    if (maxReceiversPerAddress < 1) {
      throw new IllegalArgumentException(
          "an address has 1 receiver or more, got " + maxReceiversPerAddress);
    }
    if (maxStreams < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "a publisher has room for 1 stream and 1 byte or more, got "
              + maxStreams
              + " and "
              + maxBytes);
    }
    Timeouts.require("the greeting timeout", greetingTimeout);
    Timeouts.require("the idle timeout", idleTimeout);
    Timeouts.require("the stall timeout", stallTimeout);
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "a publisher has 1 to " + MOST_THREADS + " threads, got " + threads);
    }
    if (tls.isPresent() && !tls.get().hasIdentity()) {
      throw new IllegalArgumentException("who listens over TLS needs a certificate and its key");
    }
  }

  /**
   * 256 receivers, as many from one address, 10,000 streams, 256 MiB; 5 s to greet, a minute for
   * the next request, 30 s for a stalled receiver; one thread, no encryption, nobody told of
   * refusals.
   */
  public static FramePublisherOptions defaults() {
    return new FramePublisherOptions(
        256,
        256,
        10_000,
        256L << 20,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        1,
        Optional.empty(),
        refusal -> {});
  }

  /** These options with other limits of receivers. */
  public FramePublisherOptions withReceivers(int most, int mostPerAddress) {
    return new FramePublisherOptions(
        most,
        mostPerAddress,
        maxStreams,
        maxBytes,
        greetingTimeout,
        idleTimeout,
        stallTimeout,
        threads,
        tls,
        onRefusal);
  }

  /** These options with other limits of streams. */
  public FramePublisherOptions withStreams(int most, long bytes) {
    return new FramePublisherOptions(
        maxReceivers,
        maxReceiversPerAddress,
        most,
        bytes,
        greetingTimeout,
        idleTimeout,
        stallTimeout,
        threads,
        tls,
        onRefusal);
  }

  /** These options with other timeouts. */
  public FramePublisherOptions withTimeouts(Duration greeting, Duration idle, Duration stall) {
    return new FramePublisherOptions(
        maxReceivers,
        maxReceiversPerAddress,
        maxStreams,
        maxBytes,
        greeting,
        idle,
        stall,
        threads,
        tls,
        onRefusal);
  }

  /** These options with another number of threads. */
  public FramePublisherOptions withThreads(int other) {
    return new FramePublisherOptions(
        maxReceivers,
        maxReceiversPerAddress,
        maxStreams,
        maxBytes,
        greetingTimeout,
        idleTimeout,
        stallTimeout,
        other,
        tls,
        onRefusal);
  }

  /** These options with encryption. */
  public FramePublisherOptions withTls(TlsOptions other) {
    return new FramePublisherOptions(
        maxReceivers,
        maxReceiversPerAddress,
        maxStreams,
        maxBytes,
        greetingTimeout,
        idleTimeout,
        stallTimeout,
        threads,
        Optional.of(other),
        onRefusal);
  }

  /** These options with somebody told of refusals. */
  public FramePublisherOptions withOnRefusal(Consumer<String> other) {
    return new FramePublisherOptions(
        maxReceivers,
        maxReceiversPerAddress,
        maxStreams,
        maxBytes,
        greetingTimeout,
        idleTimeout,
        stallTimeout,
        threads,
        tls,
        other);
  }
}
