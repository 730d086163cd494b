package dev.sirencast.media;

import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;

/**
 * CT slices as 16-bit grey pictures whose values are Hounsfield units plus {@value #OFFSET}, the
 * usual way to keep them in a PNG: air is 24, water 1024.
 */
public final class CtPicture {
  /** What is added to Hounsfield units, so that none of a body's are negative. */
  public static final int OFFSET = 1024;

  private static final int PEAK = 65535;

  private CtPicture() {}

  /** Returns the picture; HU + 1024 is rounded, and clamped to [0, 65535]. */
  public static Signal of(Signal slice) {
    CtFormat format = (CtFormat) slice.format();
    float[] samples = slice.toArray();
    for (int i = 0; i < samples.length; i++) {
      double value = Math.floor(format.hounsfield(samples[i]) + OFFSET + 0.5);
      samples[i] = (float) (Math.max(0, Math.min(PEAK, value)) / PEAK);
    }
    return Signal.of(new ImageFormat(16), slice.grid(), 1, samples);
  }

  /**
   * Returns the slice that such a picture holds.
   *
   * @param format what the slice's samples are to stand for
   */
  public static Signal toSlice(Signal picture, CtFormat format) {
    if (picture.components() != 1 || picture.bitDepth() != 16) {
      throw new IllegalArgumentException(
          "a picture of HU + 1024 is grey and has 16 bits, got "
              + picture.components()
              + " components of "
              + picture.bitDepth());
    }
    float[] samples = picture.toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = format.sample((double) samples[i] * PEAK - OFFSET);
    }
    return Signal.of(format, picture.grid(), 1, samples);
  }
}
