package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.FrameSize;
import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.tls.TlsOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How to subscribe, and how much to take at most. Immutable.
 *
 * @param timeout how long a publisher may take to answer, and pause within an answer; 1 ms to 1 day
 * @param limits how much to take
 * @param tls how the connection is encrypted; plain where there is none
 */
public record FrameSubscriberOptions(Duration timeout, Limits limits, Optional<TlsOptions> tls) {
  /**
   * How much to take at most.
   *
   * @param frameBytes the longest frame, 1 to {@value FrameSize#MAX_BYTES}
   * @param frames the most frames of a stream, 1 or more
   * @param bytes the most bytes of a stream's frames, 1 or more
   * @param streams the most streams of a list, 1 or more
   */
  public record Limits(int frameBytes, int frames, long bytes, int streams) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is exceeded
     */
    public Limits {
      FrameSize.require(frameBytes);
      if (frames < 1 || bytes < 1 || streams < 1) {
        throw new IllegalArgumentException(
            "a subscriber has room for 1 frame, 1 byte and 1 stream or more, got "
                + frames
                + ", "
                + bytes
                + " and "
                + streams);
      }
    }
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is exceeded
   */
  public FrameSubscriberOptions {
    TimeoutRange.require("the time to wait for a publisher", timeout);
  }

  /** 30 s; frames of up to 65,536 bytes, 2^22 of them, 1 GiB in all; 100,000 streams; plain. */
  public static FrameSubscriberOptions defaults() {
    return new FrameSubscriberOptions(
        Duration.ofSeconds(30), new Limits(1 << 16, 1 << 22, 1L << 30, 100_000), Optional.empty());
  }

  /** These options with another timeout. */
  public FrameSubscriberOptions withTimeout(Duration other) {
    return new FrameSubscriberOptions(other, limits, tls);
  }

  /** These options with other limits. */
  public FrameSubscriberOptions withLimits(int frameBytes, int frames, long bytes, int streams) {
    return new FrameSubscriberOptions(timeout, new Limits(frameBytes, frames, bytes, streams), tls);
  }

  /** These options with encryption. */
  public FrameSubscriberOptions withTls(TlsOptions other) {
    return new FrameSubscriberOptions(timeout, limits, Optional.of(other));
  }
}
