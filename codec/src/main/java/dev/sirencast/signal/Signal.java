package dev.sirencast.signal;

import java.util.Objects;

/**
 * Samples on a {@link CoordinateGrid}, each of one or more components, mapped to [0, 1].
 *
 * <p>Sample i, component c stands at index {@code i * components + c}. The bit depth is that of the
 * file the signal came from, and of the file it is written to. Immutable and thread-safe.
 */
public final class Signal {
  private final SignalKind kind;
  private final CoordinateGrid grid;
  private final int components;
  private final int bitDepth;
  private final float[] samples;

  private Signal(
      SignalKind kind, CoordinateGrid grid, int components, int bitDepth, float[] samples) {
    this.kind = Objects.requireNonNull(kind);
    this.grid = grid;
    this.components = components;
    this.bitDepth = bitDepth;
    this.samples = samples;
  }

  /**
   * Returns a signal that holds a copy of {@code samples}.
   *
   * @param components components of a sample, 1 to 4
   * @param bitDepth bits of a component in a file, 1 to 16
   * @param samples {@code grid.points() * components} finite numbers in [0, 1]
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Signal of(
      SignalKind kind, CoordinateGrid grid, int components, int bitDepth, float[] samples) {
    if (components < 1 || components > 4) {
      throw new IllegalArgumentException("a signal has 1 to 4 components, got " + components);
    }
    if (bitDepth < 1 || bitDepth > 16) {
      throw new IllegalArgumentException("a signal has 1 to 16 bits, got " + bitDepth);
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
    return new Signal(kind, grid, components, bitDepth, copy);
  }

  /** What the samples mean. */
  public SignalKind kind() {
    return kind;
  }

  /** Where the samples lie. */
  public CoordinateGrid grid() {
    return grid;
  }

  /** The number of components of a sample: 1 for grey, 3 for red, green, blue. */
  public int components() {
    return components;
  }

  /** The bits of a component in the signal's file. */
  public int bitDepth() {
    return bitDepth;
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
