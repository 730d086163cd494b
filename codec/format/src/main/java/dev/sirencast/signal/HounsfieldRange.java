package dev.sirencast.signal;

/**
 * An interval of radiodensity in Hounsfield units (HU): -1000 is air, 0 is water.
 *
 * <p>As a display window it is given by its centre and its width, as in 40, 400 for soft tissue,
 * which is -160 to 240 HU.
 *
 * @param low the smallest value, finite, at least -{@value #LIMIT}
 * @param high the largest value, finite, above low and at most {@value #LIMIT}
 */
public record HounsfieldRange(double low, double high) {
  /** The largest magnitude of a bound. */
  public static final double LIMIT = 1e7;

  /** Checks the ranges. */
  public HounsfieldRange {
    if (!(low >= -LIMIT && high <= LIMIT && low < high)) {
      throw new IllegalArgumentException(
          "a range of HU runs upwards within +-" + LIMIT + ", got " + low + " to " + high);
    }
  }

  /** Returns the window of this centre and width, which is above 0. */
  public static HounsfieldRange window(double centre, double width) {
    return new HounsfieldRange(centre - width / 2, centre + width / 2);
  }

  /** The middle. */
  public double centre() {
    return (low + high) / 2;
  }

  /** The distance of the bounds. */
  public double width() {
    return high - low;
  }
}
