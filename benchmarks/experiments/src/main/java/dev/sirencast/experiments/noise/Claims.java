package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.OptionalDouble;

/** The paper's figures for an experiment, as far as it has them. */
interface Claims {
  /** An experiment whose figures the paper does not print as numbers. */
  Claims NONE = (method, noise, subject) -> OptionalDouble.empty();

  /** The PSNR under noise that the paper prints. */
  OptionalDouble decibels(Method method, WeightNoise noise, String subject);

  /** What the paper's method gains over mse under noise. */
  default OptionalDouble gain(Method method, WeightNoise noise, String subject) {
    OptionalDouble of = decibels(method, noise, subject);
    OptionalDouble mse = decibels(Method.mse(), noise, subject);
    return of.isEmpty() || mse.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(of.getAsDouble() - mse.getAsDouble());
  }

  /** The same without noise. */
  default OptionalDouble cleanGain(Method method, String subject) {
    return OptionalDouble.empty();
  }
}
