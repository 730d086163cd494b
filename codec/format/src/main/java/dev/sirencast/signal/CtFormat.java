package dev.sirencast.signal;

import java.util.Objects;

/**
 * The format of a CT slice: a sample s is {@code low + s (high - low)} Hounsfield units.
 *
 * @param range what the samples 0 and 1 are
 * @param window the contrast in which the slice is to be shown
 * @param bitDepth bits of a value in the slice's file, 8 or 16
 * @param source what that file says besides
 */
public record CtFormat(HounsfieldRange range, HounsfieldRange window, int bitDepth, CtSource source)
    implements SignalFormat {
  /** The largest number of rows or columns that a DICOM file can state. */
  public static final int MAX_SIDE = 65535;

  /** Checks the ranges. */
  public CtFormat {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(source, "source");
    if (bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("a CT slice has 8 or 16 bits, got " + bitDepth);
    }
  }

  /** A slice of which no more is known. */
  public CtFormat(HounsfieldRange range, HounsfieldRange window, int bitDepth) {
    this(range, window, bitDepth, CtSource.NONE);
  }

  /** This format with another source. */
  public CtFormat withSource(CtSource other) {
    return new CtFormat(range, window, bitDepth, other);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.CT;
  }

  /** The Hounsfield units of a sample. */
  public double hounsfield(float sample) {
    return range.low() + sample * range.width();
  }

  /** The sample of a value in Hounsfield units, clamped to [0, 1]. */
  public float sample(double hounsfield) {
    return (float) Math.max(0, Math.min(1, (hounsfield - range.low()) / range.width()));
  }

  @Override
  public void requireShape(CoordinateGrid grid, int components) {
    SignalFormat.super.requireShape(grid, components);
    if (grid.size(0) > MAX_SIDE || grid.size(1) > MAX_SIDE) {
      throw new IllegalArgumentException(
          "a CT slice has sides of at most " + MAX_SIDE + ", got " + grid);
    }
  }
}
