package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.FrameSize;
import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.tls.TlsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How to receive, and how much at most. Immutable.
 *
 * @param timeouts how long to wait
 * @param limits how much to take
 * @param needs what need not be sent again, where the sender offers to
 * @param token what a sender has to know over UDP; without one, the first that greets is taken
 * @param tls how connections are encrypted, with an identity; plain where there is none
 * @param onRefusal told of each peer that is no sender, in one line, on an internal thread
 */
public record FrameReceiverOptions(
    Timeouts timeouts,
    Limits limits,
    Needs needs,
    Optional<TransferToken> token,
    Optional<TlsOptions> tls,
    Consumer<String> onRefusal) {
  /**
   * How long to wait; each 1 ms to 1 day.
   *
   * @param sender for a sender
   * @param idle how long a sender may pause between two frames
   * @param frame how long a greeting, or a frame that has begun, may take to be complete (TCP)
   */
  public record Timeouts(Duration sender, Duration idle, Duration frame) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is exceeded
     */
    public Timeouts {
      TimeoutRange.require("the time to wait for a sender", sender);
      TimeoutRange.require("the idle timeout", idle);
      TimeoutRange.require("the frame timeout", frame);
    }
  }

  /**
   * How much to take at most.
   *
   * @param frameBytes the longest frame, 1 to {@value FrameSize#MAX_BYTES}
   * @param frames the most frames, 1 or more
   * @param totalBytes the most bytes in all frames, 1 or more
   */
  public record Limits(int frameBytes, long frames, long totalBytes) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is exceeded
     */
    public Limits {
      FrameSize.require(frameBytes);
      if (frames < 1 || totalBytes < 1) {
        throw new IllegalArgumentException(
            "a transfer has room for 1 frame and 1 byte or more, got "
                + frames
                + " and "
                + totalBytes);
      }
    }
  }

  /**
   * What need not be sent again.
   *
   * @param intact whether a frame came undamaged
   * @param enough whether nothing more is needed; asked on the internal thread that hands on frames
   */
  public record Needs(Predicate<byte[]> intact, BooleanSupplier enough) {}

  /**
   * Checks that who encrypts has an identity.
   *
   * @throws IllegalArgumentException if not
   */
  public FrameReceiverOptions {
    tls.ifPresent(TlsOptions::requireIdentity);
  }

  /**
   * A minute for a sender to come, 10 s between frames, 5 s within a frame, frames of up to 2,048
   * bytes, 2^22 of them, 1 GiB in all, no encryption, nobody told of refusals.
   */
  public static FrameReceiverOptions defaults() {
    return new FrameReceiverOptions(
        new Timeouts(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(5)),
        new Limits(2_048, 1L << 22, 1L << 30),
        new Needs(frame -> true, () -> false),
        Optional.empty(),
        Optional.empty(),
        refusal -> {});
  }

  /** These options with other timeouts. */
  public FrameReceiverOptions withTimeouts(Duration sender, Duration idle, Duration frame) {
    Timeouts other = new Timeouts(sender, idle, frame);
    return new FrameReceiverOptions(other, limits, needs, token, tls, onRefusal);
  }

  /** These options with other limits. */
  public FrameReceiverOptions withLimits(int frameBytes, long frames, long totalBytes) {
    Limits other = new Limits(frameBytes, frames, totalBytes);
    return new FrameReceiverOptions(timeouts, other, needs, token, tls, onRefusal);
  }

  /** These options with a say in what is asked for again. */
  public FrameReceiverOptions withNeeds(Predicate<byte[]> intact, BooleanSupplier enough) {
    Needs other = new Needs(intact, enough);
    return new FrameReceiverOptions(timeouts, limits, other, token, tls, onRefusal);
  }

  /** These options with a secret that a sender over UDP has to know. */
  public FrameReceiverOptions withToken(TransferToken other) {
    return new FrameReceiverOptions(timeouts, limits, needs, Optional.of(other), tls, onRefusal);
  }

  /**
   * These options with encryption.
   *
   * @throws IllegalArgumentException if there is no identity in it
   */
  public FrameReceiverOptions withTls(TlsOptions other) {
    return new FrameReceiverOptions(timeouts, limits, needs, token, Optional.of(other), onRefusal);
  }

  /** These options with somebody told of refusals. */
  public FrameReceiverOptions withOnRefusal(Consumer<String> other) {
    return new FrameReceiverOptions(timeouts, limits, needs, token, tls, other);
  }
}
