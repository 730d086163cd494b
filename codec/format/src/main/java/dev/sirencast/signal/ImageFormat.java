package dev.sirencast.signal;

/**
 * The format of a picture.
 *
 * @param bitDepth bits of a component in the picture's file, 1 to 16
 */
public record ImageFormat(int bitDepth) implements SignalFormat {
  /** Checks the range. */
  public ImageFormat {
    if (bitDepth < 1 || bitDepth > 16) {
      throw new IllegalArgumentException("a picture has 1 to 16 bits, got " + bitDepth);
    }
  }

  @Override
  public SignalKind kind() {
    return SignalKind.IMAGE;
  }
}
