package dev.sirencast.peers;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/** Pictures of eight bits a component, in and out; no colours are changed on the way. */
final class SampleImage {
  private static final int WHITE = 255;

  /** What is shown of what did not come. */
  static final int GREY = 128;

  private SampleImage() {}

  /** A picture of grey. */
  static BufferedImage blank(int width, int height, int components) {
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            components == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    int[] grey = new int[width * height * components];
    java.util.Arrays.fill(grey, GREY);
    image.getRaster().setPixels(0, 0, width, height, grey);
    return image;
  }

  /**
   * A signal's picture.
   *
   * @param levels values of a component, 2 to 256
   */
  static BufferedImage of(Signal signal, int levels) {
    int width = signal.grid().size(0);
    int height = signal.grid().size(1);
    int components = signal.components();
    BufferedImage image = blank(width, height, components);
    int[] values = new int[width * height * components];
    for (int i = 0; i < values.length; i++) {
      int level = Math.round(signal.sample(i / components, i % components) * (levels - 1));
      values[i] = Math.round((float) level * WHITE / (levels - 1));
    }
    image.getRaster().setPixels(0, 0, width, height, values);
    return image;
  }

  /** The signal that a picture is, of the format of another. */
  static Signal signal(BufferedImage image, Signal like) {
    WritableRaster raster = image.getRaster();
    int components = raster.getNumBands();
    int[] values = raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    float[] samples = new float[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = values[i] / (float) WHITE;
    }
    return Signal.of(
        like.format(), CoordinateGrid.of(image.getWidth(), image.getHeight()), components, samples);
  }
}
