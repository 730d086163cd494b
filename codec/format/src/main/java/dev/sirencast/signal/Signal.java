package dev.sirencast.signal;

import java.util.Objects;

/**
 * Samples on a {@link CoordinateGrid}, each of one or more components, mapped to [0, 1].
 *
 * <p>Sample i, component c stands at index {@code i * components + c}. The format says what the
 * numbers stand for. Immutable and thread-safe.
 */
public final class Signal {
  /** The most components of a sample. */
  public static final int MAX_COMPONENTS = SignalFormat.MAX_COMPONENTS;

  private final SignalFormat format;
  private final CoordinateGrid grid;
  private final int components;
  private final float[] samples;

  private Signal(SignalFormat format, CoordinateGrid grid, int components, float[] samples) {
    this.format = Objects.requireNonNull(format);
    this.grid = grid;
    this.components = components;
    this.samples = samples;
  }

  /**
   * Returns a signal that holds a copy of {@code samples}.
   *
   * @param format what the samples stand for
   * @param components components of a sample, 1 to {@value #MAX_COMPONENTS}
   * @param samples {@code grid.points() * components} finite numbers in [0, 1]
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Signal of(
      SignalFormat format, CoordinateGrid grid, int components, float[] samples) {
    if (components < 1 || components > MAX_COMPONENTS) {
      throw new IllegalArgumentException("a signal has 1 to 4 components, got " + components);
    }
    if (samples.length != (long) grid.points() * components) {
      throw new IllegalArgumentException(
          "a "
              + grid
              + " signal of "
              + components
              + " components has "
              + (long) grid.points() * components
              + " values, got "
              + samples.length);
    }
    float[] copy = samples.clone();
    for (float sample : copy) {
      if (!(sample >= 0f && sample <= 1f)) {
        throw new IllegalArgumentException("a sample lies in [0, 1], got " + sample);
      }
    }
    return new Signal(format, grid, components, copy);
  }

  /** What the samples mean. */
  public SignalKind kind() {
    return format.kind();
  }

  /** What the samples stand for, and how a file holds them. */
  public SignalFormat format() {
    return format;
  }

  /** Where the samples lie. */
  public CoordinateGrid grid() {
    return grid;
  }

  /** The number of components of a sample: 1 for grey, 3 for RGB. */
  public int components() {
    return components;
  }

  /** The bits of a component in the signal's file. */
  public int bitDepth() {
    return format.bitDepth();
  }

  /** One component of one sample, in [0, 1]. */
  public float sample(int point, int component) {
    return samples[point * components + component];
  }

  /** A copy of all samples, components interleaved. */
  public float[] toArray() {
    return samples.clone();
  }
}
