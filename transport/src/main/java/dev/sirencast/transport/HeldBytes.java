package dev.sirencast.transport;

/** How many bytes several channels hold back together, and may. For one thread. */
final class HeldBytes {
  private final long most;
  private long held;

  HeldBytes(long most) {
    this.most = most;
  }

  boolean hasRoomFor(long bytes) {
    return held + bytes <= most;
  }

  void change(long bytes) {
    held += bytes;
  }
}
