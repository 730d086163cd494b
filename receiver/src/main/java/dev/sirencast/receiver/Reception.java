package dev.sirencast.receiver;

import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.MeanField;
import dev.sirencast.siren.noise.NoisePrediction;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A stream as far as it was received: weights, and the signal they stand for. Immutable and
 * thread-safe.
 *
 * @param manifest what the stream says of itself
 * @param weights all weights of the one network, or of the base, exact, damaged or estimated
 * @param patches base and patches, those that are there; empty where the stream has none
 * @param variances the expected square of each weight's error, 0 where it is exact; empty where all
 *     are
 * @param decoding how they are evaluated: plain or mean-field
 * @param report which of them are which
 */
public record Reception(
    StreamManifest manifest,
    SirenWeights weights,
    Optional<PatchedWeights> patches,
    Optional<SirenWeights> variances,
    Decoding decoding,
    ReceptionReport report) {
  /** What the samples of photographs vary by, at the least: 0.16 from their mean. */
  private static final double PICTURE_VARIANCE = 0.025;

  /** Checks that how to decode has been decided. */
  public Reception {
    if (decoding == Decoding.AUTO) {
      throw new IllegalArgumentException("a reception is decoded in one way, which has to be said");
    }
  }

  /** A reception whose weights are all exact. */
  public Reception(
      StreamManifest manifest, SirenWeights weights, Decoding decoding, ReceptionReport report) {
    this(manifest, weights, Optional.empty(), Optional.empty(), decoding, report);
  }

  /** The weights whose plain evaluation is the signal. */
  public SirenWeights decodedWeights() {
    WeightOrigin origin = manifest.origin();
    return decoding == Decoding.PLAIN
        ? weights
        : MeanField.decode(weights, origin.seeded(), origin.noise(), manifest.signal().grid());
  }

  /**
   * Estimates the PSNR in decibels of the signal against what the whole stream would give, from how
   * well the weights are known; nothing but the manifest and the packets is needed.
   *
   * @param points how many of the signal's points are looked at, 1 to {@link
   *     NoisePrediction#POINTS}; a hundred are good for half a decibel
   * @return positive infinity where every weight is exact
   */
  public double estimatedDecibels(int points) {
    if (variances.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    boolean picture = manifest.signal().kind() == SignalKind.IMAGE;
    double decibels = networkDecibels(points, picture);
    if (patches.isEmpty()) {
      return decibels;
    }
    double lost =
        LostPatches.meanSquaredError(
            patches.get(),
            manifest.patches().orElseThrow(),
            report.lostPatches(),
            report.coarsePatches());
    return Psnr.fromMeanSquaredError(lost + Math.pow(10, -decibels / 10));
  }

  private double networkDecibels(int points, boolean picture) {
    return NoisePrediction.decibelsOfWhole(
        decodedWeights(),
        variances.orElseThrow(),
        manifest.signal().grid(),
        points,
        picture ? PICTURE_VARIANCE : 0);
  }

  /** Evaluates the network on the signal's own grid; takes time in proportion to its points. */
  public Signal reconstruct() {
    return reconstruct(Runnable::run, 1);
  }

  /**
   * Evaluates the network on the signal's own grid by several threads.
   *
   * @param executor runs up to {@code parallelism - 1} tasks; the calling thread works too
   * @param parallelism threads at most, the calling one included, 1 or more
   */
  public Signal reconstruct(Executor executor, int parallelism) {
    SignalFormat format = manifest.signal().format();
    CoordinateGrid grid = manifest.signal().grid();
    return patches.isPresent()
        ? PatchedNetwork.of(patches.get()).reconstruct(format, grid, executor, parallelism)
        : SirenNetwork.of(decodedWeights()).reconstruct(format, grid, executor, parallelism);
  }

  /**
   * Returns the samples on a grid of any size over the signal, evaluated where they are asked for.
   *
   * @param executor runs up to {@code parallelism - 1} tasks; the calling thread works too
   * @param parallelism threads at most, the calling one included, 1 or more
   */
  public SampleSource samples(CoordinateGrid grid, Executor executor, int parallelism) {
    return patches.isPresent()
        ? PatchedNetwork.of(patches.get()).samples(grid, executor, parallelism)
        : SirenNetwork.of(decodedWeights()).samples(grid, executor, parallelism);
  }
}
