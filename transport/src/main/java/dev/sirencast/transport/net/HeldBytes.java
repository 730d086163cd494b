package dev.sirencast.transport.net;

/** How many bytes several channels hold back together, and may. For one thread. */
public final class HeldBytes {
  private final long max;
  private long held;

  /**
   * Holds nothing yet.
   *
   * @param max the most bytes
   */
  public HeldBytes(long max) {
    this.max = max;
  }

  /** Whether {@code bytes} more may be held. */
  public boolean hasRoomFor(long bytes) {
    return held + bytes <= max;
  }

  /** Counts bytes that are held from now on, or that no longer are where the number is below 0. */
  public void change(long bytes) {
    held += bytes;
  }
}
