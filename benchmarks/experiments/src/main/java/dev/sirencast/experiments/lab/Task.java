package dev.sirencast.experiments.lab;

import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;

/**
 * One method on one signal, trained to stand a noise if it can, and measured under some.
 *
 * @param subject the signal
 * @param method how to train
 * @param target the noise to train for; methods that know no noise ignore it
 * @param noises the noises to measure under, each giving one {@link Row}
 */
public record Task(Subject subject, Method method, WeightNoise target, List<WeightNoise> noises) {
  Recipe recipe() {
    return method.recipe().apply(target);
  }
}
