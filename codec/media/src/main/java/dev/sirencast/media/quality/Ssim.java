package dev.sirencast.media.quality;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;

/**
 * Structural similarity of pictures (Wang, Bovik, Sheikh and Simoncelli, IEEE Trans. Image
 * Processing 13(4), 2004): 1 for equal pictures, less for all others.
 *
 * <p>With the local means, variances and covariance under a Gaussian window of 11 by 11 pixels and
 * standard deviation 1.5,
 *
 * <pre>
 *   SSIM = (2 mx my + C1) (2 sxy + C2) / ((mx^2 + my^2 + C1) (sx^2 + sy^2 + C2))
 * </pre>
 *
 * where C1 = 0.01^2 and C2 = 0.03^2 for samples in [0, 1]; averaged over the windows that lie
 * inside the picture, the components, and the frames of a video.
 */
public final class Ssim {
  private static final int WINDOW = 11;

  /** Rows of windows that are in memory at once. */
  private static final int BAND = 64;

  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] WEIGHTS = weights();

  private Ssim() {}

  /**
   * Returns the mean SSIM of two pictures, CT slices or videos; NaN where a side is shorter than
   * the window.
   *
   * @throws IllegalArgumentException if the signals differ in grid or components, or are sounds
   */
  public static double of(Signal reference, Signal reconstruction) {
    CoordinateGrid grid = reference.grid();
    if (!grid.equals(reconstruction.grid())
        || reference.components() != reconstruction.components()
        || grid.dimensions() < 2) {
      throw new IllegalArgumentException(
          "SSIM compares pictures of one shape, got " + grid + " and " + reconstruction.grid());
    }
    int width = grid.size(0);
    int height = grid.size(1);
    if (width < WINDOW || height < WINDOW) {
      return Double.NaN;
    }
    int frames = grid.dimensions() > 2 ? grid.size(2) : 1;
    double sum = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (int c = 0; c < reference.components(); c++) {
        double own = 0;
        for (int top = 0; top <= height - WINDOW; top += BAND) {
          int rows = Math.min(BAND + WINDOW - 1, height - top);
          int first = (frame * height + top) * width;
          double[] x = plane(reference, first, rows * width, c);
          double[] y = plane(reconstruction, first, rows * width, c);
          own += sum(x, y, width, rows);
        }
        sum += own / ((width - WINDOW + 1.0) * (height - WINDOW + 1.0));
      }
    }
    return sum / (frames * reference.components());
  }

  private static double[] plane(Signal signal, int first, int count, int component) {
    double[] plane = new double[count];
    for (int i = 0; i < count; i++) {
      plane[i] = signal.sample(first + i, component);
    }
    return plane;
  }

  private static double sum(double[] x, double[] y, int width, int height) {
    double[] meanX = blur(x, width, height);
    double[] meanY = blur(y, width, height);
    double[] xx = blur(product(x, x), width, height);
    double[] yy = blur(product(y, y), width, height);
    double[] xy = blur(product(x, y), width, height);
    double sum = 0;
    for (int i = 0; i < meanX.length; i++) {
      double product = meanX[i] * meanY[i];
      double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
      double variances = xx[i] + yy[i] - squares;
      double covariance = xy[i] - product;
      sum += (2 * product + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
    }
    return sum;
  }

  private static double[] product(double[] x, double[] y) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = x[i] * y[i];
    }
    return product;
  }

  /** The weighted means over all windows inside the picture; the weights are separable. */
  private static double[] blur(double[] plane, int width, int height) {
    int columns = width - WINDOW + 1;
    int rows = height - WINDOW + 1;
    double[] once = new double[columns * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        once[y * columns + x] = sum(plane, y * width + x, 1);
      }
    }
    double[] twice = new double[columns * rows];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = sum(once, i, columns);
    }
    return twice;
  }

  private static double sum(double[] values, int first, int stride) {
    double sum = 0;
    for (int k = 0; k < WINDOW; k++) {
      sum += WEIGHTS[k] * values[first + k * stride];
    }
    return sum;
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double distance = i - WINDOW / 2;
      weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
