package dev.sirencast.transport;

/** How many bytes several channels hold back together, and may. For one thread. */
final class HeldBytes {
  private final long max;
  private long held;

  HeldBytes(long max) {
    this.max = max;
  }

  boolean hasRoomFor(long bytes) {
    return held + bytes <= max;
  }

  void change(long bytes) {
    held += bytes;
  }
}
