package dev.sirencast.receiver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Frames that wait for something to come, as many as the limits allow. Not thread-safe. */
final class PendingFrames {
  private final long maxBytes;
  private final Map<Integer, List<byte[]>> waiting = new HashMap<>();
  private long bytes;
  private int frames;

  PendingFrames(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Keeps a copy of a frame.
   *
   * @param cause what it waits for
   * @return whether there was room
   */
  boolean add(int cause, byte[] frame) {
    if (bytes + size(frame) > maxBytes) {
      return false;
    }
    waiting.computeIfAbsent(cause, any -> new ArrayList<>()).add(frame.clone());
    bytes += size(frame);
    frames++;
    return true;
  }

  /** Takes out all that wait for something. */
  List<byte[]> take(int cause) {
    List<byte[]> taken = waiting.remove(cause);
    if (taken == null) {
      return List.of();
    }
    taken.forEach(frame -> bytes -= size(frame));
    frames -= taken.size();
    return taken;
  }

  /** How many wait. */
  int frames() {
    return frames;
  }

  /** What a frame takes: empty ones are not free. */
  private static long size(byte[] frame) {
    return (long) frame.length + ReceiverLimits.PENDING_OVERHEAD;
  }
}
