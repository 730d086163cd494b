package dev.sirencast.signal;

/**
 * What the file of a CT slice says beside its values. Immutable and thread-safe.
 *
 * @param width of all columns together, in millimetres; 0 where the file does not say it
 * @param height of all rows together, in millimetres, or 0
 * @param thickness of the slice, in millimetres, or 0
 * @param slope Hounsfield units of a stored value's 1, not 0
 * @param intercept Hounsfield units of a stored 0
 */
public record CtSource(
    double width, double height, double thickness, double slope, double intercept) {
  /** The largest number here. */
  public static final double LIMIT = 1e7;

  /** No lengths; values are stored as HU + 1024. */
  public static final CtSource NONE = new CtSource(0, 0, 0, 1, -1024);

  /** Checks the ranges. */
  public CtSource {
    requireLength("width", width);
    requireLength("height", height);
    requireLength("slice thickness", thickness);
    if (!(Math.abs(slope) <= LIMIT) || slope == 0) {
      throw new IllegalArgumentException("a slope is finite and not 0, got " + slope);
    }
    if (!(Math.abs(intercept) <= LIMIT)) {
      throw new IllegalArgumentException(
          "an intercept lies within +-" + LIMIT + ", got " + intercept);
    }
  }

  private static void requireLength(String name, double value) {
    if (!(value >= 0 && value <= LIMIT)) {
      throw new IllegalArgumentException("the " + name + " is 0 to " + LIMIT + " mm, got " + value);
    }
  }

  /** Returns what a part of the slice has. */
  public CtSource part(double ofWidth, double ofHeight) {
    return new CtSource(width * ofWidth, height * ofHeight, thickness, slope, intercept);
  }
}
