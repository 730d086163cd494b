package dev.sirencast.media;

import dev.sirencast.signal.VideoCoding;

/**
 * 8-bit YCbCr to RGB and back, with the coefficients of ITU-R BT.601 or BT.709.
 *
 * <p>With Kr and Kb the shares of red and blue in luma (0.299 and 0.114, or 0.2126 and 0.0722), Kg
 * the rest, and in limited range {@code y = (Y - 16) * 255 / 219} and {@code u, v = (C - 128) * 255
 * / 224}, in full range {@code y = Y} and {@code u, v = C - 128}:
 *
 * <pre>
 *   R = y + 2 (1 - Kr) v
 *   G = y - 2 (1 - Kb) Kb / Kg u - 2 (1 - Kr) Kr / Kg v
 *   B = y + 2 (1 - Kb) u
 * </pre>
 *
 * each rounded to {@code floor(x + 0.5)} and clamped to [0, 255].
 */
final class LumaChroma {
  private final double black;
  private final double lumaRange;
  private final double chromaRange;
  private final double red;
  private final double blue;

  private LumaChroma(boolean fullRange, double red, double blue) {
    this.black = fullRange ? 0 : 16;
    this.lumaRange = fullRange ? 255 : 219;
    this.chromaRange = fullRange ? 255 : 224;
    this.red = red;
    this.blue = blue;
  }

  /** The conversion of a video's file. */
  static LumaChroma of(VideoCoding coding) {
    return switch (coding.matrix()) {
      case BT601 -> new LumaChroma(coding.fullRange(), 0.299, 0.114);
      case BT709 -> new LumaChroma(coding.fullRange(), 0.2126, 0.0722);
    };
  }

  int red(int luma, int cr) {
    return octet(level(luma) + 2 * (1 - red) * colour(cr));
  }

  int green(int luma, int cb, int cr) {
    double lacking = (1 - blue) * blue * colour(cb) + (1 - red) * red * colour(cr);
    return octet(level(luma) - 2 * lacking / (1 - red - blue));
  }

  int blue(int luma, int cb) {
    return octet(level(luma) + 2 * (1 - blue) * colour(cb));
  }

  /** The grey level of luma alone. */
  int grey(int luma) {
    return octet(level(luma));
  }

  /** Luma of red, green and blue in [0, 255]. */
  int luma(double r, double g, double b) {
    return octet(black + brightness(r, g, b) * lumaRange / 255);
  }

  int cb(double r, double g, double b) {
    return octet(128 + (b - brightness(r, g, b)) / (2 * (1 - blue)) * chromaRange / 255);
  }

  int cr(double r, double g, double b) {
    return octet(128 + (r - brightness(r, g, b)) / (2 * (1 - red)) * chromaRange / 255);
  }

  private double brightness(double r, double g, double b) {
    return red * r + (1 - red - blue) * g + blue * b;
  }

  private double level(int luma) {
    return (luma - black) * 255 / lumaRange;
  }

  private double colour(int chroma) {
    return (chroma - 128) * 255.0 / chromaRange;
  }

  private static int octet(double value) {
    return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
  }
}
