package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;
import java.util.stream.Stream;

/**
 * PSNR against the strength of one kind of noise on one signal.
 *
 * @param figure what it is part of, as files are named
 * @param subject the signal
 * @param mask whether the noise is binary, or else Gaussian
 * @param noises the noises, weakest first
 */
record Curve(String figure, String subject, boolean mask, List<WeightNoise> noises) {
  Curve {
    noises = List.copyOf(noises);
  }

  /** What a result has of its signals under both kinds of noise, those of a signal together. */
  static List<Curve> all(String figure, Result result) {
    List<WeightNoise> noises = result.noises();
    return result.subjects().stream()
        .flatMap(
            subject ->
                Stream.of(
                    new Curve(
                        figure,
                        subject,
                        false,
                        noises.stream().filter(n -> n.sigma() > 0).toList()),
                    new Curve(
                        figure, subject, true, noises.stream().filter(n -> n.mask() > 0).toList())))
        .toList();
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
    return figure + "-" + subject + ".png";
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
