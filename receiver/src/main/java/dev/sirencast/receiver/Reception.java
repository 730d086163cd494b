package dev.sirencast.receiver;

import dev.sirencast.codec.StreamManifest;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.MeanField;
import dev.sirencast.siren.NoisePrediction;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightNoise;
import java.util.Optional;

/**
 * A stream as far as it was received: weights, and the signal they stand for. Immutable and
 * thread-safe.
 *
 * @param manifest what the stream says of itself
 * @param weights all weights, exact, damaged or estimated
 * @param variances the expected square of each weight's error, 0 where it is exact; empty where all
 *     are
 * @param decoding how they are evaluated: plain, mean-field or at the posterior mean
 * @param report which of them are which
 */
public record Reception(
    StreamManifest manifest,
    SirenWeights weights,
    Optional<SirenWeights> variances,
    Decoding decoding,
    ReceptionReport report) {
  /** Checks that how to decode has been decided. */
  public Reception {
    if (decoding == Decoding.AUTO) {
      throw new IllegalArgumentException("a reception is decoded in one way, which has to be said");
    }
  }

  /** A reception whose weights are all exact. */
  public Reception(
      StreamManifest manifest, SirenWeights weights, Decoding decoding, ReceptionReport report) {
    this(manifest, weights, Optional.empty(), decoding, report);
  }

  /** The weights whose plain evaluation is the signal. */
  public SirenWeights decodedWeights() {
    WeightOrigin origin = manifest.origin();
    if (decoding == Decoding.PLAIN) {
      return weights;
    }
    if (decoding == Decoding.MEAN_FIELD || variances.isEmpty()) {
      return MeanField.decode(weights, origin.seeded(), noise(), grid());
    }
    return MeanField.decode(weights, variances.get(), origin.seeded(), noise(), grid());
  }

  /** The noise at whose mean the weights are evaluated. */
  private WeightNoise noise() {
    WeightOrigin origin = manifest.origin();
    return decoding == Decoding.MEAN_FIELD || origin.meanField()
        ? origin.noise()
        : WeightNoise.NONE;
  }

  private CoordinateGrid grid() {
    return manifest.signal().grid();
  }

  /**
   * Estimates the PSNR in decibels of the signal against what the whole stream would give, from how
   * well the weights are known; nothing but the manifest and the packets is needed.
   *
   * @param points how many of the signal's points are looked at, 1 to {@link
   *     NoisePrediction#POINTS}; a few hundred are good for half a decibel
   * @return positive infinity where every weight is exact
   */
  public double estimatedDecibels(int points) {
    if (variances.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    WeightOrigin origin = manifest.origin();
    SirenWeights whole =
        origin.meanField()
            ? MeanField.decode(weights, origin.seeded(), origin.noise(), grid())
            : weights;
    return NoisePrediction.decibelsOf(decodedWeights(), whole, variances.get(), grid(), points);
  }

  /** Evaluates the network on the signal's own grid; takes time in proportion to its points. */
  public Signal reconstruct() {
    return SirenNetwork.of(decodedWeights())
        .reconstruct(manifest.signal().format(), manifest.signal().grid());
  }
}
