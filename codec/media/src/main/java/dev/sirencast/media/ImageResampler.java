package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;

/**
 * Resizes pictures, and frames of videos, with a Lanczos filter of three lobes.
 *
 * <p>Separable, rows first. When a picture shrinks, the filter is stretched by the ratio so that it
 * also removes what the smaller grid cannot hold. Weights that fall outside the picture are left
 * out and the rest normalised to a sum of 1. Results are clamped to [0, 1].
 */
public final class ImageResampler {
  private static final int LOBES = 3;

  private ImageResampler() {}

  /**
   * Returns the picture, CT slice or video at another size; the same signal if it has that size
   * already. Of a video each frame is resized alone.
   */
  public static Signal resize(Signal image, int width, int height) {
    CoordinateGrid grid = image.grid();
    int oldWidth = grid.size(0);
    int oldHeight = grid.size(1);
    if (oldWidth == width && oldHeight == height) {
      return image;
    }
    int components = image.components();
    int frames = grid.dimensions() > 2 ? grid.size(2) : 1;
    CoordinateGrid target =
        grid.dimensions() > 2
            ? CoordinateGrid.of(width, height, frames)
            : CoordinateGrid.of(width, height);
    float[] to = new float[target.points() * components];
    for (int f = 0; f < frames; f++) {
      // Each pass filters along the last-but-one index of [lines][samples][components] and writes
      // the result transposed, so that the second pass filters the other axis.
      float[] once = filter(frame(image, f), oldHeight, oldWidth, width, components);
      float[] twice = filter(once, width, oldHeight, height, components);
      for (int i = 0; i < twice.length; i++) {
        to[f * twice.length + i] = Math.min(1f, Math.max(0f, twice[i]));
      }
    }
    return Signal.of(image.format(), target, components, to);
  }

  private static float[] frame(Signal image, int index) {
    int pixels = image.grid().size(0) * image.grid().size(1);
    float[] frame = new float[pixels * image.components()];
    int at = 0;
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < image.components(); c++) {
        frame[at++] = image.sample(index * pixels + i, c);
      }
    }
    return frame;
  }

  private static float[] filter(float[] in, int lines, int from, int to, int components) {
    float[] out = new float[lines * to * components];
    double ratio = (double) from / to;
    double stretch = Math.max(1, ratio);
    double support = LOBES * stretch;
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * ratio;
      int first = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(from, (int) (center + support + 0.5));
      double[] weights = weights(first, end, center, stretch);
      for (int line = 0; line < lines; line++) {
        for (int c = 0; c < components; c++) {
          double sum = 0;
          for (int k = first; k < end; k++) {
            sum += weights[k - first] * in[(line * from + k) * components + c];
          }
          out[(i * lines + line) * components + c] = (float) sum;
        }
      }
    }
    return out;
  }

  private static double[] weights(int first, int end, double center, double stretch) {
    double[] weights = new double[end - first];
    double sum = 0;
    for (int k = first; k < end; k++) {
      weights[k - first] = lanczos((k + 0.5 - center) / stretch);
      sum += weights[k - first];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  private static double lanczos(double x) {
    if (x <= -LOBES || x >= LOBES) {
      return 0;
    }
    return sinc(x) * sinc(x / LOBES);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
