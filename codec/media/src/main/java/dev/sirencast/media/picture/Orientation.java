package dev.sirencast.media.picture;

import java.util.Locale;

/**
 * How a picture's stored rows and columns are turned and mirrored so that it stands upright: what
 * cameras say in Exif's tag 0x0112 (JEITA CP-3451, 4.6.4 A). Immutable and thread-safe.
 *
 * <p>Upright pixel (x, y) is stored pixel (x, y) of the picture that is first transposed, where it
 * is, then mirrored.
 */
public enum Orientation {
  /** Stored as it stands. */
  UPRIGHT(false, false, false),
  /** Mirrored left to right. */
  FLIP_H(false, true, false),
  /** Turned by a half. */
  ROTATE_180(false, true, true),
  /** Mirrored top to bottom. */
  FLIP_V(false, false, true),
  /** Rows stored as columns. */
  TRANSPOSE(true, false, false),
  /** To be turned clockwise. */
  ROTATE_90(true, true, false),
  /** Rows stored as columns, from the last ones on. */
  TRANSVERSE(true, true, true),
  /** To be turned anticlockwise. */
  ROTATE_270(true, false, true);

  private final boolean isTransposed;
  private final boolean isMirrored;
  private final boolean isUpsideDown;

  Orientation(boolean isTransposed, boolean isMirrored, boolean isUpsideDown) {
    this.isTransposed = isTransposed;
    this.isMirrored = isMirrored;
    this.isUpsideDown = isUpsideDown;
  }

  /** Returns the orientation with an Exif number from 1 to 8; of any other, none is meant. */
  static Orientation ofExif(int number) {
    return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
  }

  /** How wide a picture of such stored sizes is. */
  public int width(int storedWidth, int storedHeight) {
    return isTransposed ? storedHeight : storedWidth;
  }

  /** How high a picture of such stored sizes is. */
  public int height(int storedWidth, int storedHeight) {
    return isTransposed ? storedWidth : storedHeight;
  }

  /** Returns the samples of the upright picture, components together, row by row. */
  public float[] turn(float[] stored, int width, int height, int components) {
    if (this == UPRIGHT) {
      return stored;
    }
    float[] upright = new float[stored.length];
    int wide = width(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = isTransposed ? y : x;
        int row = isTransposed ? x : y;
        int right = isMirrored ? wide - 1 - column : column;
        int down = isUpsideDown ? height(width, height) - 1 - row : row;
        System.arraycopy(
            stored,
            (y * width + x) * components,
            upright,
            (down * wide + right) * components,
            components);
      }
    }
    return upright;
  }

  /** What is done to the stored picture, in words. */
  @Override
  public String toString() {
    return switch (this) {
      case ROTATE_90 -> "turned clockwise";
      case ROTATE_270 -> "turned anticlockwise";
      case ROTATE_180 -> "turned upside down";
      case FLIP_H, FLIP_V -> "mirrored";
      case TRANSPOSE, TRANSVERSE -> "turned and mirrored";
      case UPRIGHT -> name().toLowerCase(Locale.ROOT);
    };
  }
}
