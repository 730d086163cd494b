package dev.sirencast.simulation;

import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.Arrays;
import java.util.Optional;

/**
 * How near to its original is what arrives of one stream, in decibels of samples. Weights that
 * arrive as they were sent are not evaluated again. Works on the calling thread alone: it is trials
 * that run side by side. Immutable and thread-safe.
 */
final class ArrivalScore {
  private final Signal reference;
  private final float[] exact;
  private final double ofExact;
  private final Optional<PatchErrors> patches;
  private final double ofGrey;

  /**
   * @param exact the stream as it was sent
   * @param decoded what that shows
   * @param reference the original on the stream's grid
   */
  ArrivalScore(Reception exact, Signal decoded, Signal reference) {
    this.reference = reference;
    this.patches = exact.patches().map(weights -> new PatchErrors(weights, decoded, reference));
    this.exact = exact.decodedWeights().toFlatArray();
    this.ofExact = Psnr.decibels(reference, decoded);
    this.ofGrey =
        Psnr.decibels(reference, (first, count, out) -> Arrays.fill(out, SirenNetwork.sample(0)));
  }

  /** Of nothing but grey. */
  double ofGrey() {
    return ofGrey;
  }

  /** Of one network. */
  double of(SirenWeights weights) {
    return Arrays.equals(exact, weights.toFlatArray())
        ? ofExact
        : Psnr.decibels(
            reference, SirenNetwork.of(weights).samples(reference.grid(), Runnable::run, 1));
  }

  /** Of a base and patches. */
  double of(PatchedWeights weights) {
    double values = (double) reference.grid().points() * reference.components();
    return Psnr.fromMeanSquaredError(patches.orElseThrow().squaredError(weights) / values);
  }
}
