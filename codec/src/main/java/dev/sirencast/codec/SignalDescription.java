package dev.sirencast.codec;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;

/**
 * What a signal is, without its samples.
 *
 * @param kind what the samples mean
 * @param grid where they lie
 * @param components components of a sample, 1 to 4
 * @param bitDepth bits of a component in the signal's file, 1 to 16
 */
public record SignalDescription(
    SignalKind kind, CoordinateGrid grid, int components, int bitDepth) {
  /** Checks the ranges. */
  public SignalDescription {
    if (components < 1 || components > 4 || bitDepth < 1 || bitDepth > 16) {
      throw new IllegalArgumentException(
          "a signal has 1 to 4 components of 1 to 16 bits, got " + components + " of " + bitDepth);
    }
  }

  /** Describes a signal. */
  public static SignalDescription of(Signal signal) {
    return new SignalDescription(
        signal.kind(), signal.grid(), signal.components(), signal.bitDepth());
  }
}
