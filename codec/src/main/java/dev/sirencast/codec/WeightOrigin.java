package dev.sirencast.codec;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.WeightNoise;
import java.util.Objects;

/**
 * What a receiver must know of where weights come from. Immutable and thread-safe.
 *
 * @param seeded the tensors that were never trained and are not sent
 * @param noise the noise that the weights were trained to stand, in the middle of a mixture; with
 *     it a receiver to which the weights come intact can undo what training under noise expects
 */
public record WeightOrigin(SeededTensors seeded, WeightNoise noise) {
  /** All tensors trained, without noise. */
  public static final WeightOrigin PLAIN = new WeightOrigin(SeededTensors.none(), WeightNoise.NONE);

  /** Checks that nothing is missing. */
  public WeightOrigin {
    Objects.requireNonNull(seeded, "seeded");
    Objects.requireNonNull(noise, "noise");
  }
}
