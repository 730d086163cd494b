package dev.sirencast.format;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.Objects;

/**
 * What a receiver must know of where weights come from. Immutable and thread-safe.
 *
 * @param seeded the tensors that were never trained and are not sent
 * @param noise the noise that the weights were trained to stand, in the middle of a mixture
 * @param meanField whether weights that come intact are best evaluated at the mean of that noise,
 *     as the encoder found
 */
public record WeightOrigin(SeededTensors seeded, WeightNoise noise, boolean meanField) {
  /** All tensors trained, without noise. */
  public static final WeightOrigin PLAIN =
      new WeightOrigin(SeededTensors.none(), WeightNoise.NONE, false);

  /** Checks that nothing is missing and the parts fit each other. */
  public WeightOrigin {
    Objects.requireNonNull(seeded, "seeded");
    Objects.requireNonNull(noise, "noise");
    if (meanField && noise.isNone()) {
      throw new IllegalArgumentException("mean-field decoding needs a noise");
    }
  }
}
