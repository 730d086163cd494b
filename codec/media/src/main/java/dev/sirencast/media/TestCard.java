package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;

/**
 * A built-in picture that asks everything of a codec: hard edges, smooth gradients, fine texture
 * and saturated colour.
 *
 * <p>Drawn after television's test cards: a grid on a graded background, a disc with colour bars, a
 * hue wheel around a star of wedges, a grey staircase and a zone plate. Computed from formulas
 * alone, so that it is the same everywhere, and averaged over {@value #SUBSAMPLES} by {@value
 * #SUBSAMPLES} points a pixel.
 */
public final class TestCard {
  private static final int SUBSAMPLES = 4;

  private static final double[][] BARS = {
    {0.92, 0.92, 0.90},
    {0.93, 0.83, 0.16},
    {0.15, 0.77, 0.80},
    {0.19, 0.69, 0.27},
    {0.73, 0.24, 0.67},
    {0.85, 0.19, 0.17},
    {0.16, 0.27, 0.74},
  };

  /** What it is called where a file could be named; its size may follow, behind a colon. */
  public static final String NAME = "testcard";

  private TestCard() {}

  /** Whether a name means the card and no file. */
  public static boolean isNamedBy(String name) {
    return name.equals(NAME) || name.startsWith(NAME + ":");
  }

  /** Returns the test card as an 8-bit RGB picture. */
  public static Signal create(int width, int height) {
    CoordinateGrid grid = CoordinateGrid.of(width, height);
    float[] samples = new float[grid.points() * 3];
    double scale = 2.0 / Math.min(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] sum = new double[3];
        for (int s = 0; s < SUBSAMPLES * SUBSAMPLES; s++) {
          double px = x + (s % SUBSAMPLES + 0.5) / SUBSAMPLES - width / 2.0;
          double py = y + (s / SUBSAMPLES + 0.5) / SUBSAMPLES - height / 2.0;
          double[] color = color(px * scale, py * scale);
          for (int c = 0; c < 3; c++) {
            sum[c] += color[c];
          }
        }
        for (int c = 0; c < 3; c++) {
          double mean = sum[c] / (SUBSAMPLES * SUBSAMPLES);
          samples[(y * width + x) * 3 + c] = (float) (Math.round(mean * 255) / 255.0);
        }
      }
    }
    return Signal.of(new ImageFormat(8), grid, 3, samples);
  }

  /** The colour at (x, y), where the shorter side of the picture spans [-1, 1]. */
  private static double[] color(double x, double y) {
    double radius = StrictMath.hypot(x, y);
    if (radius > 0.92) {
      return background(x, y);
    }
    if (radius > 0.89) {
      return grey(0.95);
    }
    if (radius < 0.36) {
      return wheel(x, y, radius);
    }
    if (y < -0.42) {
      return bars(x);
    }
    if (y > 0.60) {
      return grey(staircase(x));
    }
    if (y > 0.42) {
      return warm((x + 0.8) / 1.6);
    }
    return x < 0 ? zonePlate(x + 0.62, y) : weave(x, y);
  }

  private static double[] background(double x, double y) {
    boolean line =
        Math.abs(frac(x * 4 + 0.5) - 0.5) > 0.46 || Math.abs(frac(y * 4 + 0.5) - 0.5) > 0.46;
    double shade = 0.30 + 0.16 * Math.max(-1, Math.min(1, y)); // a tall card runs beyond
    return line ? grey(0.82) : new double[] {shade * 0.85, shade, shade * 1.15};
  }

  private static double[] bars(double x) {
    int bar = (int) Math.floor((x + 0.84) / 1.68 * BARS.length);
    return BARS[Math.max(0, Math.min(BARS.length - 1, bar))];
  }

  private static double staircase(double x) {
    int step = (int) Math.floor((x + 0.66) / 1.32 * 8);
    return Math.max(0, Math.min(7, step)) / 7.0;
  }

  private static double[] warm(double t) {
    double s = Math.max(0, Math.min(1, t));
    return new double[] {0.10 + 0.88 * s, 0.08 + 0.62 * s * s, 0.32 - 0.10 * s};
  }

  /** A star of wedges inside a ring that runs through all hues. */
  private static double[] wheel(double x, double y, double radius) {
    double turn = StrictMath.atan2(y, x) / (2 * Math.PI) + 0.5;
    if (radius > 0.34) {
      return grey(0.08);
    }
    if (radius > 0.22) {
      return hue(turn);
    }
    return grey(radius < 0.03 || frac(turn * 12) < 0.5 ? 0.06 : 0.96);
  }

  private static double[] zonePlate(double x, double y) {
    double wave = 0.5 + 0.42 * StrictMath.cos(70 * (x * x + y * y));
    return new double[] {wave, wave, 0.15 + 0.75 * wave};
  }

  /** Crossed waves whose frequency grows to the right: a texture. */
  private static double[] weave(double x, double y) {
    double wave =
        0.25 * StrictMath.sin(34 * x * (0.7 + x)) + 0.25 * StrictMath.sin(26 * (y + 0.5 * x));
    return new double[] {0.52 + 0.8 * wave, 0.42 + 0.55 * wave, 0.30 + 0.35 * wave};
  }

  private static double[] hue(double turn) {
    double[] color = new double[3];
    for (int c = 0; c < 3; c++) {
      color[c] = 0.5 + 0.44 * StrictMath.cos(2 * Math.PI * (turn - c / 3.0));
    }
    return color;
  }

  private static double[] grey(double value) {
    return new double[] {value, value, value};
  }

  private static double frac(double value) {
    return value - Math.floor(value);
  }
}
