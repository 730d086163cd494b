package dev.sirencast.media;

/**
 * 8-bit YCbCr of limited range to RGB and back, with the coefficients of ITU-R BT.601.
 *
 * <p>With {@code y = (Y - 16) * 255 / 219} and {@code u, v = (C - 128) * 255 / 224}: R = y + 1.402
 * v, G = y - 0.344136 u - 0.714136 v, B = y + 1.772 u, each rounded to {@code floor(x + 0.5)} and
 * clamped to [0, 255].
 */
final class Bt601 {
  private Bt601() {}

  static int red(int luma, int cr) {
    return octet(level(luma) + 1.402 * colour(cr));
  }

  static int green(int luma, int cb, int cr) {
    return octet(level(luma) - 0.344136 * colour(cb) - 0.714136 * colour(cr));
  }

  static int blue(int luma, int cb) {
    return octet(level(luma) + 1.772 * colour(cb));
  }

  /** The grey level of luma alone. */
  static int grey(int luma) {
    return octet(level(luma));
  }

  /** Luma of red, green and blue in [0, 255]. */
  static int luma(double red, double green, double blue) {
    return octet(16 + brightness(red, green, blue) * 219 / 255);
  }

  static int cb(double red, double green, double blue) {
    return octet(128 + (blue - brightness(red, green, blue)) / 1.772 * 224 / 255);
  }

  static int cr(double red, double green, double blue) {
    return octet(128 + (red - brightness(red, green, blue)) / 1.402 * 224 / 255);
  }

  private static double brightness(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  private static double level(int luma) {
    return (luma - 16) * 255.0 / 219;
  }

  private static double colour(int chroma) {
    return (chroma - 128) * 255.0 / 224;
  }

  private static int octet(double value) {
    return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
  }
}
