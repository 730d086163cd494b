package dev.sirencast.media.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * An image's samples, as its file has them: {@code getRGB} would convert grey values through a
 * colour space and change them.
 *
 * <p>Palettes are expanded, to one component where all their colours are grey. What shows through
 * lies on white.
 */
public final class PictureSamples {
  private final Raster raster;
  private final ColorModel colors;
  private final int components;
  private boolean isBlended;

  private PictureSamples(BufferedImage direct, int components) {
    raster = direct.getRaster();
    colors = direct.getColorModel();
    this.components = components;
  }

  /** Looks at an image. */
  public static PictureSamples of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      BufferedImage direct = palette.convertToIntDiscrete(image.getRaster(), false);
      return new PictureSamples(direct, isGrey(palette) ? 1 : 3);
    }
    return new PictureSamples(image, image.getColorModel().getNumColorComponents());
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  /** How many numbers a pixel has, alpha not counted. */
  public int components() {
    return components;
  }

  /** Of how many bits each. */
  public int bits() {
    return colors.getComponentSize(0);
  }

  /** Whether anything was blended with white. */
  public boolean isBlended() {
    return isBlended;
  }

  /** Returns the samples in [0, 1], components together, row by row. */
  public float[] read() {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int alpha = colors.hasAlpha() ? bands - 1 : -1;
    float[] samples = new float[width * raster.getHeight() * components];
    int[] row = null;
    int next = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        float opaque = alpha < 0 ? 1 : share(row[x * bands + alpha], alpha);
        isBlended |= opaque < 1;
        for (int c = 0; c < components; c++) {
          float own = share(row[x * bands + c], c);
          samples[next++] = opaque == 1 ? own : 1 - opaque + opaque * own;
        }
      }
    }
    return samples;
  }

  private float share(int value, int band) {
    return (float) value / ((1 << colors.getComponentSize(band)) - 1);
  }
}
