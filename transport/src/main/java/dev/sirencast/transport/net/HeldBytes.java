package dev.sirencast.transport.net;

/** How many bytes several channels hold back together, and may. For one thread. */
public final class HeldBytes {
  private final long max;
  private long held;

  public HeldBytes(long max) {
    this.max = max;
  }

  public boolean hasRoomFor(long bytes) {
    return held + bytes <= max;
  }

  public void change(long bytes) {
    held += bytes;
  }
}
