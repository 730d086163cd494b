package dev.sirencast.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * How to subscribe, and how much to take at most. Immutable.
 *
 * @param timeout how long a publisher may take to answer, and pause within an answer
 * @param maxFrameBytes the longest frame, 1 to {@value FrameReceiverOptions#LONGEST_FRAME}
 * @param maxFrames the most frames of a stream, 1 or more
 * @param maxBytes the most bytes of a stream's frames, 1 or more
 * @param maxStreams the most streams of a list, 1 or more
 * @param tls how the connection is encrypted; plain where there is none
 */
public record FrameSubscriberOptions(
    Duration timeout,
    int maxFrameBytes,
    int maxFrames,
    long maxBytes,
    int maxStreams,
    Optional<TlsOptions> tls) {
  /**
   * Checks the ranges; a timeout is 1 ms to 1 day.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public FrameSubscriberOptions {
    Timeouts.require("the time to wait for a publisher", timeout);
    if (maxFrameBytes < 1 || maxFrameBytes > FrameReceiverOptions.LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "the longest frame must be 1 to "
              + FrameReceiverOptions.LONGEST_FRAME
              + " bytes, got "
              + maxFrameBytes);
    }
    if (maxFrames < 1 || maxBytes < 1 || maxStreams < 1) {
      throw new IllegalArgumentException(
          "a subscriber has room for 1 frame, 1 byte and 1 stream or more, got "
              + maxFrames
              + ", "
              + maxBytes
              + " and "
              + maxStreams);
    }
  }

  /** 30 s; frames of up to 65,536 bytes, 2^22 of them, 1 GiB in all; 100,000 streams; plain. */
  public static FrameSubscriberOptions defaults() {
    return new FrameSubscriberOptions(
        Duration.ofSeconds(30), 1 << 16, 1 << 22, 1L << 30, 100_000, Optional.empty());
  }

  /** These options with another timeout. */
  public FrameSubscriberOptions withTimeout(Duration other) {
    return new FrameSubscriberOptions(other, maxFrameBytes, maxFrames, maxBytes, maxStreams, tls);
  }

  /** These options with other limits. */
  public FrameSubscriberOptions withLimits(int frameBytes, int frames, long bytes, int streams) {
    return new FrameSubscriberOptions(timeout, frameBytes, frames, bytes, streams, tls);
  }

  /** These options with encryption. */
  public FrameSubscriberOptions withTls(TlsOptions other) {
    return new FrameSubscriberOptions(
        timeout, maxFrameBytes, maxFrames, maxBytes, maxStreams, Optional.of(other));
  }
}
