package dev.sirencast.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How to receive, and how much at most. Immutable.
 *
 * @param senderTimeout how long to wait for a sender
 * @param idleTimeout how long a sender may pause between two frames
 * @param frameTimeout how long a greeting, or a frame that has begun, may take to be complete (TCP)
 * @param maxFrameBytes the longest frame, 1 to {@value #LONGEST_FRAME}
 * @param maxFrames the most frames, 1 or more
 * @param maxTotalBytes the most bytes in all frames, 1 or more
 * @param intact whether a frame came undamaged; others are asked for again where the sender offers
 *     it
 * @param enough whether nothing more is needed, so that nothing is asked for again; asked on the
 *     internal thread that hands on frames
 * @param tls how connections are encrypted, with an identity; plain where there is none
 * @param onRefusal told of each peer that is no sender, in one line, on an internal thread
 */
public record FrameReceiverOptions(
    Duration senderTimeout,
    Duration idleTimeout,
    Duration frameTimeout,
    int maxFrameBytes,
    long maxFrames,
    long maxTotalBytes,
    Predicate<byte[]> intact,
    BooleanSupplier enough,
    Optional<TlsOptions> tls,
    Consumer<String> onRefusal) {
  /** The upper limit of {@code maxFrameBytes}. */
  public static final int LONGEST_FRAME = 1 << 24;

  /**
   * Checks the ranges; a timeout is 1 ms to 1 day.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public FrameReceiverOptions {
    Timeouts.require("the time to wait for a sender", senderTimeout);
    Timeouts.require("the idle timeout", idleTimeout);
    Timeouts.require("the frame timeout", frameTimeout);
    if (maxFrameBytes < 1 || maxFrameBytes > LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "the longest frame must be 1 to " + LONGEST_FRAME + " bytes, got " + maxFrameBytes);
    }
    if (maxFrames < 1 || maxTotalBytes < 1) {
      throw new IllegalArgumentException(
          "a transfer has room for 1 frame and 1 byte or more, got "
              + maxFrames
              + " and "
              + maxTotalBytes);
    }
    if (tls.isPresent() && !tls.get().hasIdentity()) {
      throw new IllegalArgumentException("who listens over TLS needs a certificate and its key");
    }
  }

  /**
   * A minute for a sender to come, 10 s between frames, 5 s within a frame, frames of up to 2,048
   * bytes, 2^22 of them, 1 GiB in all, no encryption, nobody told of refusals.
   */
  public static FrameReceiverOptions defaults() {
    return new FrameReceiverOptions(
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        2_048,
        1L << 22,
        1L << 30,
        frame -> true,
        () -> false,
        Optional.empty(),
        refusal -> {});
  }

  /** These options with other timeouts. */
  public FrameReceiverOptions withTimeouts(Duration sender, Duration idle, Duration frame) {
    return new FrameReceiverOptions(
        sender,
        idle,
        frame,
        maxFrameBytes,
        maxFrames,
        maxTotalBytes,
        intact,
        enough,
        tls,
        onRefusal);
  }

  /** These options with other limits. */
  public FrameReceiverOptions withLimits(int frameBytes, long frames, long totalBytes) {
    return new FrameReceiverOptions(
        senderTimeout,
        idleTimeout,
        frameTimeout,
        frameBytes,
        frames,
        totalBytes,
        intact,
        enough,
        tls,
        onRefusal);
  }

  /** These options with a say in what is asked for again. */
  public FrameReceiverOptions withNeeds(Predicate<byte[]> intactFrame, BooleanSupplier hasEnough) {
    return new FrameReceiverOptions(
        senderTimeout,
        idleTimeout,
        frameTimeout,
        maxFrameBytes,
        maxFrames,
        maxTotalBytes,
        intactFrame,
        hasEnough,
        tls,
        onRefusal);
  }

  /**
   * These options with encryption.
   *
   * @throws IllegalArgumentException if there is no identity in it
   */
  public FrameReceiverOptions withTls(TlsOptions other) {
    return new FrameReceiverOptions(
        senderTimeout,
        idleTimeout,
        frameTimeout,
        maxFrameBytes,
        maxFrames,
        maxTotalBytes,
        intact,
        enough,
        Optional.of(other),
        onRefusal);
  }

  /** These options with somebody told of refusals. */
  public FrameReceiverOptions withOnRefusal(Consumer<String> other) {
    return new FrameReceiverOptions(
        senderTimeout,
        idleTimeout,
        frameTimeout,
        maxFrameBytes,
        maxFrames,
        maxTotalBytes,
        intact,
        enough,
        tls,
        other);
  }
}
