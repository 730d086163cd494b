package dev.sirencast.simulation;

import dev.sirencast.format.StreamManifest;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import java.util.Arrays;
import java.util.List;

/**
 * A stream whose transfers are simulated, and its original. What all transfers have in common is
 * worked out when one is made. Immutable and thread-safe.
 */
public final class SimulatedStream {
  private final List<byte[]> frames;
  private final Reception exact;
  private final Signal reference;
  private final ArrivalScore score;

  /**
   * @param frames in the order in which they are sent; kept, and never changed
   * @param exact what comes of all of them
   * @param decoded what that shows
   * @param reference the original on the stream's grid
   */
  public SimulatedStream(List<byte[]> frames, Reception exact, Signal decoded, Signal reference) {
    this.frames = List.copyOf(frames);
    this.exact = exact;
    this.reference = reference;
    this.score = new ArrivalScore(exact, decoded, reference);
  }

  /** In the order in which they are sent; never changed. */
  public List<byte[]> frames() {
    return frames;
  }

  /** What comes of all frames. */
  public Reception exact() {
    return exact;
  }

  StreamManifest manifest() {
    return exact.manifest();
  }

  /** The original on the stream's grid. */
  public Signal reference() {
    return reference;
  }

  /** Compares what arrives with the original. */
  ArrivalScore score() {
    return score;
  }

  /** Whether these are the frames as they were sent. */
  boolean isWhole(List<byte[]> arrived) {
    if (arrived.size() != frames.size()) {
      return false;
    }
    for (int i = 0; i < frames.size(); i++) {
      if (arrived.get(i) != frames.get(i) && !Arrays.equals(arrived.get(i), frames.get(i))) {
        return false;
      }
    }
    return true;
  }
}
