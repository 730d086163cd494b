package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.siren.noise.WeightNoise;

/**
 * What a training made of a signal, whatever its networks are. Decibels are PSNR with peak 1 on
 * samples in [0, 1], clamped. Immutable and thread-safe.
 */
public interface Trained {
  /** The PSNR without noise, in decibels. */
  double clean();

  /** What went wrong, such as {@code diverged at step 12}; empty if nothing. */
  String failure();

  /** The weights that are sent, of all networks together. */
  long weights();

  /**
   * The PSNR under one draw of a noise, which hits all weights that are sent.
   *
   * @param seed of the draw
   * @param threads that evaluate, 1 or more
   */
  double decibels(WeightNoise noise, long seed, int threads);

  /**
   * What is sent in so many bytes at most.
   *
   * @param packets how it is cut into packets
   * @throws IllegalStateException if it is not to be had in so few
   */
  EncodedStream stream(long bytes, PacketizerOptions packets);
}
