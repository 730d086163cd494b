package dev.sirencast.format;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import java.util.Objects;

/**
 * What a signal is, without its samples.
 *
 * @param format what the samples stand for
 * @param grid where they lie; its axes are those of the format's kind
 * @param components components of a sample, as many as the kind can have
 */
public record SignalDescription(SignalFormat format, CoordinateGrid grid, int components) {
  /** Checks that the parts fit each other. */
  public SignalDescription {
    Objects.requireNonNull(format, "format");
    format.requireShape(grid, components);
  }

  /** Describes a signal. */
  public static SignalDescription of(Signal signal) {
    return new SignalDescription(signal.format(), signal.grid(), signal.components());
  }

  /** What the samples mean. */
  public SignalKind kind() {
    return format.kind();
  }

  /** Bits of a component in the signal's file, 1 to 32. */
  public int bitDepth() {
    return format.bitDepth();
  }
}
