package dev.sirencast.receiver;

import dev.sirencast.codec.StreamManifest;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;

/**
 * A stream as far as it was received: weights, and the signal they stand for.
 *
 * @param manifest what the stream says of itself
 * @param weights all weights, exact, damaged or estimated
 * @param report which of them are which
 */
public record Reception(StreamManifest manifest, SirenWeights weights, ReceptionReport report) {
  /** Evaluates the network on the signal's own grid; takes time in proportion to its points. */
  public Signal reconstruct() {
    return SirenNetwork.of(weights)
        .reconstruct(manifest.signal().format(), manifest.signal().grid());
  }
}
