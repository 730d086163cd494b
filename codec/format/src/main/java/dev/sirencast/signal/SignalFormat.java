package dev.sirencast.signal;

/**
 * What a signal's samples in [0, 1] stand for, and how a file of its kind holds them.
 *
 * <p>A sample s is, by kind: of a picture or a video, s times the largest value of a component; of
 * a CT slice, {@code low + s (high - low)} Hounsfield units; of audio, the amplitude {@code (2 s -
 * 1) peak}. Immutable and thread-safe.
 */
public sealed interface SignalFormat permits ImageFormat, CtFormat, AudioFormat, VideoFormat {
  /** The most components of a sample. */
  int MAX_COMPONENTS = 4;

  /** The kind of signal that has this format. */
  SignalKind kind();

  /** Bits of a component in the signal's file, 1 to 32. */
  int bitDepth();

  /**
   * What a PSNR of samples in [0, 1] lacks, in decibels, to be against the full scale of the kind:
   * {@code -20 log10(peak)} for sounds, where a sample of 1 is an amplitude of peak; else 0.
   */
  default double fullScaleDecibels() {
    return 0;
  }

  /**
   * Checks that a signal of this kind can have such a shape.
   *
   * @throws IllegalArgumentException if the kind has other axes or components; the message says
   *     which
   */
  default void requireShape(CoordinateGrid grid, int components) {
    if (grid.dimensions() != kind().axes()) {
      throw new IllegalArgumentException(
          kind().label() + " has " + kind().axes() + " axes, got " + grid.dimensions());
    }
    boolean fits =
        switch (kind()) {
          case IMAGE, VIDEO -> components == 1 || components == 3;
          case CT -> components == 1;
          case AUDIO -> components >= 1 && components <= MAX_COMPONENTS;
        };
    if (!fits) {
      throw new IllegalArgumentException(kind().label() + " of " + components + " components");
    }
  }
}
