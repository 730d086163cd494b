package dev.sirencast.receiver;

import dev.sirencast.codec.StreamManifest;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.MeanField;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;

/**
 * A stream as far as it was received: weights, and the signal they stand for.
 *
 * @param manifest what the stream says of itself
 * @param weights all weights, exact, damaged or estimated
 * @param decoding how they are evaluated: plain, or mean-field
 * @param report which of them are which
 */
public record Reception(
    StreamManifest manifest, SirenWeights weights, Decoding decoding, ReceptionReport report) {
  /** Checks that how to decode has been decided. */
  public Reception {
    if (decoding == Decoding.AUTO) {
      throw new IllegalArgumentException("a reception is decoded plainly or mean-field");
    }
  }

  /** The weights whose plain evaluation is the signal. */
  public SirenWeights decodedWeights() {
    return decoding == Decoding.PLAIN
        ? weights
        : MeanField.decode(
            weights,
            manifest.origin().seeded(),
            manifest.origin().noise(),
            manifest.signal().grid());
  }

  /** Evaluates the network on the signal's own grid; takes time in proportion to its points. */
  public Signal reconstruct() {
    return SirenNetwork.of(decodedWeights())
        .reconstruct(manifest.signal().format(), manifest.signal().grid());
  }
}
