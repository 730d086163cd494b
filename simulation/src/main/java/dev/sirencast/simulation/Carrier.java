package dev.sirencast.simulation;

import dev.sirencast.signal.Signal;
import java.util.Arrays;
import java.util.List;

/**
 * A signal as frames, and back: what is sent, and what a receiver makes of what arrives. Our own
 * streams are carriers ({@link StreamCarrier}), and so are files of other formats in packets, which
 * therefore go through one channel in one way. Immutable and thread-safe.
 */
public interface Carrier {
  /** The frames in the order in which they are sent; never changed. */
  List<byte[]> frames();

  /** Where a frame's payload begins, for channels that spare headers. */
  int headerBytes();

  /**
   * Says what comes of frames.
   *
   * @param arrived in the order in which they arrive; damaged, doubled and missing ones among them
   */
  Delivery receive(List<byte[]> arrived);

  /** What is shown of them, on the original's grid; grey or silence where nothing decodes. */
  Signal seen(List<byte[]> arrived);

  /** What is shown where nothing decodes: grey or silence, the middle of a signal's scale. */
  static Signal nothing(Signal like) {
    float[] samples = new float[like.grid().points() * like.components()];
    Arrays.fill(samples, 0.5f);
    return Signal.of(like.format(), like.grid(), like.components(), samples);
  }

  /** The bytes of all frames, headers included. */
  default long bytes() {
    return frames().stream().mapToLong(frame -> frame.length).sum();
  }
}
