package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;

/**
 * PSNR against the strength of one kind of noise on one signal.
 *
 * @param subject the signal
 * @param mask whether the noise is binary, or else Gaussian
 * @param noises the noises, weakest first
 */
record Curve(String subject, boolean mask, List<WeightNoise> noises) {
  Curve {
    noises = List.copyOf(noises);
  }

  /** What it is called. */
  String heading() {
    return subject + (mask ? ", binary noise" : ", Gaussian noise");
  }

  /** The kind of noise. */
  String kind() {
    return mask ? "Binary noise" : "Gaussian noise";
  }

  /** The name of the picture that it is drawn in. */
  String file() {
    return file(subject);
  }

  /** The same of a signal. */
  static String file(String subject) {
    return "figure4-" + subject + ".png";
  }

  /** What a noise's strength is: sigma or p. */
  double strength(WeightNoise noise) {
    return mask ? noise.mask() : noise.sigma();
  }

  /** The methods measured along it. */
  List<Method> methods(Result result) {
    return result.methods(noises.get(0));
  }
}
