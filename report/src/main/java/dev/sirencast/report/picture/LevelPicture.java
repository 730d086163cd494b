package dev.sirencast.report.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Numbers as a picture in the colours of a scale. */
public final class LevelPicture {
  private LevelPicture() {}

  /** Where a picture's numbers come from. */
  @FunctionalInterface
  public interface Levels {
    /** A share from 0 to 1; what is out of it takes the nearer end. */
    double at(int x, int y);
  }

  /** Returns a PNG as a data URI. */
  public static String of(int width, int height, ColourScale scale, Levels levels)
      throws IOException {
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, scale.palette());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int level = (int) Math.round(255 * Math.max(0, Math.min(1, levels.at(x, y))));
        image.getRaster().setSample(x, y, 0, level);
      }
    }
    return EmbeddedPicture.of(image);
  }
}
