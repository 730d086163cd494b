package dev.sirencast.signal;

import java.util.Objects;

/**
 * The format of a video of 8 bits a component.
 *
 * @param rate frames a second
 * @param firstFrame which of the file's frames the signal begins with, 0 to {@value #MAX_FIRST}
 * @param coding how the video's file held the samples, and is to hold them again
 */
public record VideoFormat(FrameRate rate, long firstFrame, VideoCoding coding)
    implements SignalFormat {
  /** The latest beginning. */
  public static final long MAX_FIRST = 1L << 40;

  /** Checks the ranges. */
  public VideoFormat {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(coding, "coding");
    if (firstFrame < 0 || firstFrame > MAX_FIRST) {
      throw new IllegalArgumentException(
          "a first frame is 0 to " + MAX_FIRST + ", got " + firstFrame);
    }
  }

  /** A video that no file of luma and chroma planes held before. */
  public VideoFormat(FrameRate rate, long firstFrame) {
    this(rate, firstFrame, VideoCoding.DEFAULT);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.VIDEO;
  }

  @Override
  public int bitDepth() {
    return 8;
  }
}
