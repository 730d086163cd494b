package dev.sirencast.media;

import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;

/**
 * How Hounsfield units are stored in 16 bits: {@code HU = slope * stored + intercept}.
 *
 * @param signed whether stored values are
 */
record DicomStorage(double slope, double intercept, boolean signed) {
  private static final int MOST_UNSIGNED = 0xFFFF;

  /**
   * Returns that of the slice's own file; where 16 bits do not hold the slice's range so, HU +
   * 1024, clamped to what they hold.
   */
  static DicomStorage of(CtFormat format) {
    CtSource source = format.source();
    double first = (format.range().low() - source.intercept()) / source.slope();
    double last = (format.range().high() - source.intercept()) / source.slope();
    double least = Math.rint(Math.min(first, last));
    double most = Math.rint(Math.max(first, last));
    boolean signed = least >= Short.MIN_VALUE && most <= Short.MAX_VALUE;
    if (signed || least >= 0 && most <= MOST_UNSIGNED) {
      return new DicomStorage(source.slope(), source.intercept(), signed);
    }
    return new DicomStorage(CtSource.NONE.slope(), CtSource.NONE.intercept(), true);
  }

  /** The stored value, rounded to nearest. */
  short stored(double hounsfield) {
    double value = Math.floor((hounsfield - intercept) / slope + 0.5);
    double least = signed ? Short.MIN_VALUE : 0;
    double most = signed ? Short.MAX_VALUE : MOST_UNSIGNED;
    return (short) (int) Math.max(least, Math.min(most, value));
  }
}
