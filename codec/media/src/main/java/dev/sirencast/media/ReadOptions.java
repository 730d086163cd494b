package dev.sirencast.media;

import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a file is read, and how. Each option matters to the kinds it names only. Immutable and
 * thread-safe.
 *
 * @param clip audio and video: which part in time
 * @param range CT: the Hounsfield units that become the samples 0 and 1, what lies beyond is
 *     clamped; null for the file's own smallest and largest
 * @param peak sounds: the amplitude of the samples 0 and 1, what lies beyond is clamped; null for
 *     the sound's own largest
 * @param stackedFrames pictures: how many frames of a video stand one below the other, 1 or more; 0
 *     for a picture that is no video
 * @param stackRate the frame rate of such a video
 */
public record ReadOptions(
    Clip clip,
    @Nullable HounsfieldRange range,
    @Nullable Float peak,
    int stackedFrames,
    FrameRate stackRate) {
  /** The whole file, its own range and peak, pictures as pictures. */
  public static final ReadOptions DEFAULTS =
      new ReadOptions(Clip.all(), null, null, 0, FrameRate.PAL);

  /** Checks the ranges. */
  public ReadOptions {
    Objects.requireNonNull(clip, "clip");
    Objects.requireNonNull(stackRate, "stackRate");
    if (stackedFrames < 0) {
      throw new IllegalArgumentException("frames must be 0 or more, got " + stackedFrames);
    }
  }

  /** These options with another clip. */
  public ReadOptions withClip(Clip part) {
    return new ReadOptions(part, range, peak, stackedFrames, stackRate);
  }

  /** These options with another range, or null for the file's own. */
  public ReadOptions withRange(@Nullable HounsfieldRange hounsfield) {
    return new ReadOptions(clip, hounsfield, peak, stackedFrames, stackRate);
  }

  /** These options with another peak of sounds, or null for the sound's own. */
  public ReadOptions withPeak(@Nullable Float amplitude) {
    return new ReadOptions(clip, range, amplitude, stackedFrames, stackRate);
  }

  /** These options for a picture of stacked frames. */
  public ReadOptions withStack(int frames, FrameRate rate) {
    return new ReadOptions(clip, range, peak, frames, rate);
  }
}
