package dev.sirencast.examples;

import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;

/** A signal as Java's windows and encoders want it. */
final class Pictures {
  private Pictures() {}

  /** Returns a picture, grey or in colours, in 8 bits a component. */
  static BufferedImage of(Signal signal) {
    int width = signal.grid().size(0);
    int height = signal.grid().size(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int point = 0; point < width * height; point++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float sample = signal.sample(point, Math.min(c, signal.components() - 1));
        rgb = rgb << 8 | Math.round(255 * sample);
      }
      image.setRGB(point % width, point / width, rgb);
    }
    return image;
  }
}
