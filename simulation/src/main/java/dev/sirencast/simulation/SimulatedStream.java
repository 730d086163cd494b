package dev.sirencast.simulation;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stream whose transfers are simulated, and its original. What all transfers have in common is
 * worked out when one is made. Immutable and thread-safe.
 */
public final class SimulatedStream {
  private final List<byte[]> frames;
  private final Reception exact;
  private final Signal reference;
  private final ArrivalScore score;
  private final KnownPatches known;

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
    SirenReceiver once = SirenReceiver.create();
    frames.forEach(once::accept);
    this.known = once.knownPatches();
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

  /**
   * What a receiver makes of frames, or nothing where no manifest is among them; those that are as
   * they were sent are not received again.
   */
  Optional<Reception> receive(List<byte[]> arrived, ReceiverOptions options) {
    if (isWhole(arrived)) {
      return Optional.of(exact);
    }
    SirenReceiver receiver = SirenReceiver.create(options, known);
    arrived.forEach(receiver::accept);
    try {
      return Optional.of(receiver.finish());
    } catch (InvalidStreamException e) {
      return Optional.empty();
    }
  }

  /** What is shown where nothing can be decoded. */
  public Signal grey() {
    return Carrier.nothing(reference);
  }

  /** Decibels of samples on the scale of the signal's kind. */
  double fullScale(double decibels) {
    return decibels + reference.format().fullScaleDecibels();
  }

  private boolean isWhole(List<byte[]> arrived) {
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
