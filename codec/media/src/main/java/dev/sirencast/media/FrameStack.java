package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.util.Arrays;

/** Videos as one tall picture: the frames one below the other, the first at the top. */
public final class FrameStack {
  private FrameStack() {}

  /** Returns the picture, as wide as a frame, of all frames. */
  public static Signal stack(Signal video) {
    CoordinateGrid grid = video.grid();
    long height = (long) grid.size(1) * grid.size(2);
    if (height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a picture of " + height + " lines");
    }
    return Signal.of(
        new ImageFormat(video.bitDepth()),
        CoordinateGrid.of(grid.size(0), (int) height),
        video.components(),
        video.toArray());
  }

  /**
   * Returns the video in a picture.
   *
   * @param frames how many frames the picture holds, 1 or more, which divides its height
   * @param clip which of them are taken
   * @throws IllegalArgumentException if frames does not divide the height, the clip lies outside,
   *     or the picture has more than 8 bits
   */
  public static Signal split(Signal picture, int frames, FrameRate rate, Clip clip) {
    int width = picture.grid().size(0);
    int height = picture.grid().size(1);
    if (frames < 1 || height % frames != 0) {
      throw new IllegalArgumentException(
          frames + " frames do not divide a picture of " + height + " lines");
    }
    if (picture.bitDepth() > 8) {
      throw new IllegalArgumentException(
          "frames have 8 bits a component, got " + picture.bitDepth());
    }
    Clip.Span span = clip.select(frames, rate.perSecond());
    int size = width * (height / frames) * picture.components();
    int first = (int) span.first() * size;
    return Signal.of(
        new VideoFormat(rate, span.first()),
        CoordinateGrid.of(width, height / frames, (int) span.count()),
        picture.components(),
        Arrays.copyOfRange(picture.toArray(), first, first + (int) span.count() * size));
  }
}
