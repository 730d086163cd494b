package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.concurrent.ForkJoinPool;

/**
 * A signal as a base and patches. Noise hits the weights as they were trained, of which the base's
 * alone are rounded.
 *
 * @param signal that they were trained on
 * @param encoded what was trained, and its stream
 * @param clean their PSNR without noise, in decibels
 */
record PatchedNetworks(Signal signal, EncodedPatches encoded, double clean) implements Trained {

  static PatchedNetworks of(Signal signal, EncodedPatches encoded, int threads) {
    return new PatchedNetworks(signal, encoded, decibels(signal, encoded.trained(), threads));
  }

  private static double decibels(Signal signal, PatchedWeights weights, int threads) {
    return Psnr.decibels(
        signal,
        PatchedNetwork.of(weights).samples(signal.grid(), ForkJoinPool.commonPool(), threads));
  }

  private SeededTensors baseSeeded() {
    return encoded.stream().manifest().origin().seeded();
  }

  @Override
  public String failure() {
    return Decibels.failure(signal, clean);
  }

  @Override
  public long weights() {
    return encoded.trained().sentWeights(baseSeeded());
  }

  @Override
  public double decibels(WeightNoise noise, long seed, int threads) {
    PatchedWeights noisy = encoded.trained().under(noise.perturbations(), baseSeeded(), seed);
    return decibels(signal, noisy, threads);
  }

  /** The stream that they were trained for: how many weights pay depends on its bytes. */
  @Override
  public EncodedStream stream(long bytes, PacketizerOptions packets) {
    if (encoded.stream().bytes() > bytes) {
      throw new IllegalStateException("patches do not fit into " + bytes + " bytes");
    }
    return encoded.stream();
  }
}
