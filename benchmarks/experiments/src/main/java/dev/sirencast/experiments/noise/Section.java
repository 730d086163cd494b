package dev.sirencast.experiments.noise;

import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;

/**
 * A part of a report: one noise on some signals.
 *
 * @param heading what it is called
 * @param noise the noise
 * @param subjects the signals that its verdicts are averaged over
 */
record Section(String heading, WeightNoise noise, List<String> subjects) {

  /** A noise in words, such as {@code Gaussian noise, sigma 0.001}. */
  static String words(WeightNoise noise) {
    return noise.mask() > 0
        ? "Binary noise, p " + noise.mask()
        : "Gaussian noise, sigma " + noise.sigma();
  }
}
