package dev.sirencast.transport.net;

/** The range of a frame's length. */
public final class FrameSize {
  /** The most that a receiver can be told to take. */
  static final int MAX_BYTES = 1 << 24;

  private FrameSize() {}

  /**
   * Checks the longest frame that somebody takes.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static void require(int max) {
    if (max < 1 || max > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the longest frame must be 1 to " + MAX_BYTES + " bytes, got " + max);
    }
  }
}
